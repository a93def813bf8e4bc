import {join} from 'node:path';
import type {CheckedPool, CheckedServer, ChecksReport} from '../../director/protocol/checks-report.js';
import {DirectorClient} from '../../director/protocol/director-client.js';
import {socketKinds} from '../../director/protocol/socket-kinds.js';
import type {DestinationId} from '../../ipvs/destination.js';
import type {ServiceId} from '../../ipvs/service.js';
import {placeKey} from '../../maintenance/drain/drain-record.js';
import type {Owner, Ownership} from '../../maintenance/owner.js';
import {parseAddress} from '../../net/address.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';
import {assessOwnership} from './director-servers-ownership.js';

/** A director answers at once; one that does not is stopped, or hangs. */
const patience: Milliseconds = 2000;

/** A real server as it stands in a service of the director. */
interface Kept {
  readonly pool: CheckedPool;
  readonly server: CheckedServer;
}

/**
 * The real servers of the director of this network namespace, as it tells of them itself. It reads the records of drains:
 * nothing has to be done for one to last. NB: of one that does not answer nothing is known.
 */
export class DirectorServers implements Owner {
  readonly name = 'director';
  #kept: ReadonlyMap<string, Kept> = new Map();

  constructor(private readonly world: Pick<RouterWorld, 'machine' | 'after' | 'runFolder'>) {}

  async look(): Promise<void> {
    const report = await this.#report().catch(() => undefined);
    this.#kept = report ? keptPlaces(report) : new Map();
  }

  ownershipOf(service: ServiceId, destination: DestinationId): Ownership | undefined {
    const kept = this.#kept.get(placeKey(service, destination));
    return kept && assessOwnership(service, kept.pool, kept.server);
  }

  async quiesce(): Promise<void> {}

  async restore(): Promise<void> {}

  /** Undefined where it is one of another network namespace, which shares /run with this one. */
  async #report(): Promise<ChecksReport | undefined> {
    const path = join(this.world.runFolder, socketKinds.state.file);
    if (this.world.machine.facts(path) === undefined) return undefined;
    const client = await DirectorClient.connect(path, this.world);
    try {
      const {pid} = await client.call('state', {}, {timeout: patience});
      if (!this.world.machine.processes().some(one => one.pid === pid)) return undefined;
      return await client.call('checks', {}, {timeout: patience});
    } finally {
      client.close();
    }
  }
}

/** By placeKey; what cannot be read is left out. */
function keptPlaces({pools}: ChecksReport): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const pool of pools)
    for (const server of pool.servers) {
      const address = parseAddress(server.address);
      if (!address) continue;
      for (const service of pool.services) {
        const port = server.port === 0 && service.type === 'address' ? service.port : server.port;
        kept.set(placeKey(service, {address, port}), {pool, server});
      }
    }
  return kept;
}
