import type {Change} from '../../ipvs/change.js';
import {type Destination, destinationKey} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';

/** What goes with what is deleted, and nothing brings back. */
export interface Loss {
  readonly activeConnections: number;
  readonly inactiveConnections: number;
  readonly persistentConnections: number;
  /** As the counters have it. */
  readonly connections: bigint;
}

/** Of each deletion, as it is now. NB: edits lose nothing. */
export async function lossesOf(
  ipvs: Pick<Ipvs, 'destinations'>,
  removing: readonly Change[],
): Promise<ReadonlyMap<Change, Loss>> {
  const losses = new Map<Change, Loss>();
  const servers = new Map<string, readonly Destination[]>();
  const serversOf = async (id: ServiceId) => {
    const known = servers.get(serviceKey(id)) ?? (await ipvs.destinations(id));
    servers.set(serviceKey(id), known);
    return known;
  };
  for (const change of removing) {
    if (change.type === 'delete-service') losses.set(change, sumOf(await serversOf(change.id)));
    if (change.type !== 'delete-server') continue;
    const key = destinationKey(change.destination);
    losses.set(change, sumOf((await serversOf(change.id)).filter(server => destinationKey(server) === key)));
  }
  return losses;
}

function sumOf(servers: readonly Destination[]): Loss {
  const sum = (count: (server: Destination) => number) => servers.reduce((all, server) => all + count(server), 0);
  return {
    activeConnections: sum(server => server.activeConnections),
    inactiveConnections: sum(server => server.inactiveConnections),
    persistentConnections: sum(server => server.persistentConnections),
    connections: servers.reduce((all, {statistics}) => all + statistics.counters.connections, 0n),
  };
}
