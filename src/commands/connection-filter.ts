import {type Connection, isTemplate} from '../ipvs/connection.js';
import {protocols} from '../ipvs/protocol.js';
import type {ServicePattern} from '../ipvs/service-text.js';
import {type Address, isSameAddress} from '../net/address.js';
import {type Prefix, prefixContains} from '../net/prefix.js';

/** Which connections somebody wants to see; what is undefined matches any. */
export interface ConnectionFilter {
  readonly service: ServicePattern | undefined;
  readonly real: {readonly address: Address; readonly port: number | undefined} | undefined;
  readonly client: Prefix | undefined;
  /** A state's word in any case; TEMPLATE for persistence templates. */
  readonly state: string | undefined;
}

/** The wanted connections, at most `limit`; stops reading when it has them. */
export function* filterConnections(
  batches: Iterable<readonly Connection[]>,
  filter: ConnectionFilter,
  limit: number,
): Iterable<Connection[]> {
  let left = limit;
  for (const batch of batches) {
    const chosen = batch.filter(connection => isWanted(connection, filter)).slice(0, left);
    left -= chosen.length;
    if (chosen.length > 0) yield chosen;
    if (left <= 0) return;
  }
}

function isWanted(connection: Connection, {service: pattern, real, client, state}: ConnectionFilter): boolean {
  if (client && !prefixContains(client, connection.client.address)) return false;
  if (
    real &&
    !(
      isSameAddress(real.address, connection.destination.address) &&
      (real.port ?? connection.destination.port) === connection.destination.port
    )
  )
    return false;
  if (state !== undefined && stateName(connection) !== state.toUpperCase() && connection.state !== state.toUpperCase())
    return false;
  return !pattern || isOfService(connection, pattern);
}

/** NB: connections of a fwmark service carry the address they came for; only its templates show the mark. */
export function isOfService({protocol, virtual}: Connection, pattern: ServicePattern): boolean {
  if (pattern.type === 'fwmark')
    return protocol === 'IP' && virtual.address.family === 'ipv4' && virtual.address.value === pattern.fwmark;
  const label = protocols.find(row => row.number === pattern.protocol)?.label;
  return (
    (label === undefined || label === protocol) &&
    isSameAddress(pattern.address, virtual.address) &&
    (pattern.port ?? virtual.port) === virtual.port
  );
}

/** The kernel's word, or TEMPLATE. */
export function stateName(connection: Connection): string {
  return isTemplate(connection) ? 'TEMPLATE' : connection.state;
}
