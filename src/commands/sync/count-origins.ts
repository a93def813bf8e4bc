import {type ConnectionOrigin, isTemplate} from '../../ipvs/connection.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {ServiceId} from '../../ipvs/service.js';
import {formatEndpoint} from '../../net/endpoint.js';

/** Entries of the connection table by where they come from. */
export interface OriginCounts {
  local: number;
  synced: number;
}

/** What the table has for one destination of clients. */
export interface ServiceOrigins {
  /** `tcp/10.0.0.1:80`. Connections of a service by firewall mark stand under the address that the client called. */
  readonly service: string;
  readonly connections: OriginCounts;
  /** Of persistence, apart: they are no connections. */
  readonly templates: OriginCounts;
}

/** Counts a table: the services in their order, whether they have connections or not, then what belongs to none of them. */
export function countOrigins(
  services: readonly ServiceId[],
  table: Iterable<readonly ConnectionOrigin[]>,
): readonly ServiceOrigins[] {
  const counts = new Map<string, ServiceOrigins>();
  const of = (service: string): ServiceOrigins => {
    const found = counts.get(service) ?? {
      service,
      connections: {local: 0, synced: 0},
      templates: {local: 0, synced: 0},
    };
    counts.set(service, found);
    return found;
  };
  for (const id of services) of(formatServiceId(id));
  for (const piece of table) {
    for (const entry of piece) {
      const found = of(serviceOf(entry));
      found[isTemplate(entry) ? 'templates' : 'connections'][entry.origin]++;
    }
  }
  return [...counts.values()];
}

/** ip_vs_sched_persist(): a template of a service by firewall mark has the protocol IP and the mark for an address. */
function serviceOf({protocol, virtual}: ConnectionOrigin): string {
  if (protocol === 'IP' && virtual.port === 0) {
    const {address} = virtual;
    if (address.family === 'ipv4') return `fwmark/${address.value}`;
    const [a, b, c, mark] = address.words;
    if (a === 0 && b === 0 && c === 0) return `fwmark6/${mark}`;
  }
  return `${protocol.toLowerCase()}/${formatEndpoint(virtual)}`;
}
