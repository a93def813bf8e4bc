import type {CheckedCheck, CheckedServer, ChecksReport} from '../../../../src/director/protocol/checks-report.js';
import type {CheckSource, DisableWish} from '../../../../src/managers/check-source.js';
import {newSite} from '../../../kernel/embedded/directors.js';
import {Console, type ConsoleOptions} from '../../console.js';

/** Whoever checks, as the tests want it. */
export class MadeUpChecks implements CheckSource {
  readonly name = 'keepalived';
  readonly files = [];
  cannot: CheckSource['cannot'] = {};
  reads = 0;
  closed = 0;
  last: ChecksReport | undefined;
  onChange: () => void = () => {};
  readonly disabled: DisableWish[] = [];
  readonly enabled: string[] = [];
  problem: string | undefined;

  constructor(
    public report: ChecksReport,
    readonly reading: CheckSource['reading'] = 'told',
  ) {}

  async read(): Promise<ChecksReport> {
    this.reads++;
    if (this.problem !== undefined) throw new Error(this.problem);
    return this.report;
  }

  async history(server: string | undefined) {
    const entry = {at: 1000, pool: 'web', server, type: 'down', words: 'it \u001b[31mwent', layer: undefined} as const;
    return {entries: [entry], notes: []};
  }

  async run(server: string, pool: string | undefined) {
    const steps = [{name: 'connect', at: 1.5, words: 'connected'}];
    const result = {words: 'status 200', layer: undefined, latency: 2.5} as const;
    return [{pool: pool ?? '', server, check: 'HTTP', result: 'up', ...result, steps} as const];
  }

  async disable(wish: DisableWish): Promise<void> {
    this.disabled.push(wish);
  }

  async enable(server: string): Promise<void> {
    this.enabled.push(server);
  }

  watch(onChange: () => void): () => void {
    this.onChange = onChange;
    return () => {};
  }

  close(): void {
    this.closed++;
  }
}

export function madeUpServer(name: string, more: Partial<CheckedServer> = {}): CheckedServer {
  const [address = '', port] = name.split(':');
  const common = {since: undefined, layer: undefined, weight: 1, configuredWeight: 1, operator: undefined, checks: []};
  return {name, address, port: Number(port), state: 'up', reason: 'all is well', ...common, ...more};
}

export function madeUpCheck(name: string, more: Partial<CheckedCheck> = {}): CheckedCheck {
  const times = {since: undefined, lastAt: undefined, nextAt: undefined, contrary: 0, needed: 1};
  return {
    name,
    state: 'up',
    words: 'it answers',
    layer: undefined,
    latency: 3,
    latencies: [1, 2, undefined, 3],
    ...times,
    ...more,
  };
}

export function madeUpReport(servers: readonly CheckedServer[], at = 0): ChecksReport {
  const pool = {name: 'web', services: [], quorum: undefined, sorry: 'none', servers} as const;
  return {schema: 'lvsctl.checks/1', source: 'keepalived', at, pools: [pool], notes: []};
}

/** A console at the screen of checks, on a clock that stands still. */
export async function openChecksScreen(
  source: CheckSource | undefined,
  options: ConsoleOptions = {},
): Promise<Console> {
  const site = await newSite('-A -t 10.0.0.1:80 -s wlc', '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m');
  const time = {
    get now() {
      return site.director.now;
    },
    pass: (milliseconds: number) => site.pass(milliseconds),
  };
  const console = new Console(site.kernel, time, {
    columns: 120,
    openChecks: async () => ({source, problems: [], user: 'ann', close: () => source?.close()}),
    ...options,
  });
  await console.open();
  await console.press('5');
  return console;
}
