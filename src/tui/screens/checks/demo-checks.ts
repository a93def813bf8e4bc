import type {CheckedPool, CheckHistoryEntry, CheckRun, ChecksReport} from '../../../director/protocol/checks-report.js';
import type {Ipvs} from '../../../ipvs/ipvs.js';
import {protocolName} from '../../../ipvs/protocol.js';
import type {ServiceId} from '../../../ipvs/service.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import type {CheckHistory, CheckSource, DisableWish} from '../../../managers/check-source.js';
import {isServerNamed} from '../../../managers/checked-places.js';
import {formatAddress} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {DashboardChecks, DashboardWorld} from '../../world.js';
import {type DemoCause, DemoServer} from './demo-server.js';

/** Services of the made-up site whose servers are quiesced by a checker, and by a colleague. */
const failing = new Set(['tcp/203.0.113.10:443', 'tcp/203.0.113.25:993']);
const drained = new Set(['tcp/[2001:db8:10::80]:443']);
/** A host of it that has not answered for long. */
const gone = '10.1.0.15';
const mostHistory = 500;

const kinds: Readonly<Record<number, string>> = {25: 'SMTP', 53: 'DNS', 443: 'HTTPS', 8443: 'HTTPS'};

/** Whoever checks the servers of the made-up director. */
export function openDemoChecks(world: Pick<DashboardWorld, 'clock'>, table: () => Ipvs | undefined): DashboardChecks {
  return {source: new DemoChecks(world, table), problems: [], user: 'you', close: () => {}};
}

/** Checks that agree with the made-up table: what its checker quiesces has failed. */
class DemoChecks implements CheckSource {
  readonly name = 'director';
  readonly reading = 'told';
  readonly files = [];
  readonly cannot = {};
  readonly #servers = new Map<string, DemoServer>();
  readonly #history: CheckHistoryEntry[] = [];

  constructor(
    private readonly world: Pick<DashboardWorld, 'clock'>,
    private readonly table: () => Ipvs | undefined,
  ) {}

  async read(): Promise<ChecksReport> {
    const now = this.world.clock();
    const ipvs = this.table();
    const {entries} = ipvs ? await ipvs.table() : {entries: []};
    const pools = entries.map(({service: {id}, destinations}): CheckedPool => {
      const name = poolName(id);
      const servers = destinations.toReversed().map(({address, port, weight}) => {
        const key = `${name} ${formatEndpoint({address, port})}`;
        const known = this.#servers.get(key);
        const cause = causeOf(formatServiceId(id), formatAddress(address));
        const server = known ?? new DemoServer(address, port, kinds[portOf(id, port)] ?? 'TCP', now);
        this.#servers.set(key, server);
        const words = server.look(weight, cause, now);
        if (words !== undefined) this.#note(name, server, words, now);
        return server.report(now);
      });
      const count = servers.reduce((sum, {weight = 0}) => sum + weight, 0);
      const quorum = {isThere: count > 0, since: undefined, count, threshold: 1};
      return {name, services: [id], quorum, sorry: 'none', servers};
    });
    return {schema: 'lvsctl.checks/1', source: this.name, at: now, pools, notes: []};
  }

  async history(server: string | undefined): Promise<CheckHistory> {
    return {entries: this.#history.filter(one => server === undefined || one.server === server), notes: []};
  }

  async run(server: string, pool: string | undefined): Promise<readonly CheckRun[]> {
    return this.#named(server, pool).map(([name, one]) => one.run(name, `GET /healthz`));
  }

  async disable({server, pool}: DisableWish): Promise<void> {
    this.#switch(server, pool, true);
  }

  async enable(server: string, pool: string | undefined): Promise<void> {
    this.#switch(server, pool, false);
  }

  close(): void {}

  #switch(server: string, pool: string | undefined, isDisabled: boolean): void {
    for (const [name, one] of this.#named(server, pool)) {
      one.isDisabled = isDisabled;
      this.#note(
        name,
        one,
        `its checks are ${isDisabled ? 'switched off' : 'on again'}, by you`,
        this.world.clock(),
        'operator',
      );
    }
  }

  #named(server: string, pool: string | undefined): (readonly [pool: string, server: DemoServer])[] {
    return [...this.#servers].flatMap(([key, one]) => {
      const name = key.slice(0, -one.name.length - 1);
      const isNamed = isServerNamed(one.report(this.world.clock()), server) && (pool === undefined || pool === name);
      return isNamed ? [[name, one] as const] : [];
    });
  }

  #note(pool: string, {name, state, layer}: DemoServer, words: string, at: number, type: string = state): void {
    this.#history.push({at, pool, server: name, type, words, layer});
    if (this.#history.length > mostHistory) this.#history.shift();
  }
}

function causeOf(service: string, address: string): DemoCause {
  if (address === gone) return 'gone';
  if (failing.has(service)) return 'failure';
  return drained.has(service) ? 'drain' : 'hand';
}

function portOf(id: ServiceId, port: number): number {
  return port || (id.type === 'address' ? id.port : 0);
}

function poolName(id: ServiceId): string {
  if (id.type === 'fwmark') return `FWM ${id.fwmark}`;
  return `${protocolName(id.protocol).toUpperCase()} ${formatEndpoint(id)}`;
}
