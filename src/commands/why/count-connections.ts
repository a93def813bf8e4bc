import type {Connection} from '../../ipvs/connection.js';
import type {DestinationId} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {ServiceId} from '../../ipvs/service.js';
import {isOfService, stateName} from '../connection-filter.js';
import type {Tell} from './attempt.js';
import type {ConnectionFacts} from './why-facts.js';
import {systemWords} from '../../ipvs/system-words.js';

/** So many entries of the connection table are looked at: a second's work. */
const mostExamined = 300_000;

/**
 * How many connections of the services are in which state; of one real server, where one is asked for.
 * NB: connections of a service by mark carry the address that they came for: they cannot be told from others.
 */
export function countConnections(
  ipvs: Ipvs,
  services: readonly ServiceId[],
  isServer: ((id: DestinationId) => boolean) | undefined,
  tell: Tell,
): ConnectionFacts | undefined {
  if (services.length === 0 || (!isServer && services.some(({type}) => type === 'fwmark'))) return undefined;
  const patterns = services.flatMap(id => (id.type === 'address' ? [id] : []));
  const isOurs = (connection: Connection) =>
    isServer ? isServer(connection.destination) : patterns.some(pattern => isOfService(connection, pattern));
  const counts = new Map<string, number>();
  let examined = 0;
  try {
    for (const batch of ipvs.connections()) {
      for (const connection of batch) {
        if (!isOurs(connection)) continue;
        const state = stateName(connection);
        counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      examined += batch.length;
      if (examined >= mostExamined) break;
    }
  } catch (error) {
    tell('connections', systemWords(error));
    return undefined;
  }
  const isCut = examined >= mostExamined;
  if (isCut)
    tell('connections', `only the first ${examined} entries were counted; lvsctl conns --count-by state counts all`);
  return {states: [...counts].sort((a, b) => b[1] - a[1]), isCut, examined};
}
