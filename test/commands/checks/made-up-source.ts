import type {CheckedServer, CheckHistoryEntry, ChecksReport} from '../../../src/director/protocol/checks-report.js';
import type {CheckSource, DisableWish} from '../../../src/managers/check-source.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import {parseAddress} from '../../../src/net/address.js';
import type {Address} from '../../../src/net/address.js';

/** Whoever checks, with one service of three servers. */
export class MadeUpSource implements CheckSource {
  readonly name = 'director';
  readonly reading = 'told';
  readonly files = [];
  cannot: CheckSource['cannot'] = {};
  readonly disabled: DisableWish[] = [];
  readonly enabled: (readonly [string, string | undefined])[] = [];

  constructor(readonly report: ChecksReport = madeUpReport()) {}

  async read(): Promise<ChecksReport> {
    return this.report;
  }

  async history(server: string | undefined) {
    const entry: CheckHistoryEntry = {
      at: Date.UTC(2026, 10, 21, 12),
      pool: 'TCP 10.0.0.1:80',
      server: '10.0.0.12:80',
      type: 'down',
      words: 'connection \u001b[31mrefused',
      layer: 'L4',
    };
    return {entries: server === '10.0.0.11' ? [] : [entry], notes: ['since the director began']};
  }

  async disable(wish: DisableWish): Promise<void> {
    this.disabled.push(wish);
  }

  async enable(server: string, pool: string | undefined): Promise<void> {
    this.enabled.push([server, pool]);
  }

  close(): void {}
}

export const now = Date.UTC(2026, 10, 21, 12, 5);

export function madeUpReport(): ChecksReport {
  const address = parseAddress('10.0.0.1') as Address;
  const service = {type: 'address', protocol: tcp, address, port: 80} as const;
  const check = {
    name: 'HTTP 10.0.0.12:80 /status',
    state: 'down',
    since: now - 90_000,
    words: 'status 503, not 200',
    layer: 'L7',
    latency: 12.34,
    lastAt: now - 1000,
    nextAt: now + 1000,
    contrary: 0,
    needed: 1,
    latencies: [1, undefined],
  } as const;
  const quorum = {isThere: false, since: now, count: 1, threshold: 2};
  const servers = [
    server('10.0.0.11:80', {}),
    server('10.0.0.12:80', {
      state: 'down',
      since: now - 90_000,
      reason: 'status \u001b[2J503',
      layer: 'L7',
      weight: undefined,
      checks: [check],
    }),
    server('10.0.0.13:80', {weight: 2, operator: 'drained by ann'}),
  ];
  const web = {name: 'TCP 10.0.0.1:80', services: [service], quorum, sorry: 'serving', servers} as const;
  return {schema: 'lvsctl.checks/1', source: 'director', at: now, pools: [web], notes: ['a note']};
}

function server(name: string, more: Partial<CheckedServer>): CheckedServer {
  const common = {
    state: 'up',
    since: now - 7_200_000,
    reason: 'all is well',
    layer: undefined,
    operator: undefined,
  } as const;
  const rest = {name, address: name.split(':')[0] as string, port: 80, weight: 5, configuredWeight: 5, checks: []};
  return {...common, ...rest, ...more};
}
