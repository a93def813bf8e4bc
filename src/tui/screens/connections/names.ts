import type {Connection} from '../../../ipvs/connection.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {stateOf, template} from './table.js';

/** `tcp/10.0.0.1:80`, as lvsctl names services; `fwmark/1` where a template tells the mark. */
export function serviceNameOf(connection: Connection): string {
  const mark = markOf(connection);
  if (mark !== undefined)
    return formatServiceId({type: 'fwmark', family: connection.virtual.address.family, fwmark: mark});
  return `${connection.protocol.toLowerCase()}/${formatEndpoint(connection.virtual)}`;
}

/** The firewall mark that brought it. NB: only templates of fwmark services carry it (ip_vs_sched_persist), in place of the address. */
export function markOf(connection: Connection): number | undefined {
  const {protocol, virtual} = connection;
  if (protocol !== 'IP' || stateOf(connection) !== template) return undefined;
  return virtual.address.family === 'ipv4' ? virtual.address.value : virtual.address.words[0];
}

/** What makes a connection the one it is. */
export function connectionKey({protocol, client, virtual}: Connection): string {
  return `${protocol} ${formatEndpoint(client)} ${formatEndpoint(virtual)}`;
}
