import {protocolName} from '../../ipvs/protocol.js';
import type {ServiceId} from '../../ipvs/service.js';
import {type Endpoint, formatEndpoint} from '../../net/endpoint.js';

/** `TCP 10.0.0.1:80`, `UDP [2001:db8::1]:53`, `FWM 7`, and `FWM6 7` for IPv6: the name of the pool of one service. */
export function poolNameOf(id: ServiceId): string {
  if (id.type === 'fwmark') return `${id.family === 'ipv4' ? 'FWM' : 'FWM6'} ${id.fwmark}`;
  return `${protocolName(id.protocol).toUpperCase()} ${formatEndpoint(id)}`;
}

/** `10.0.0.11:80`: the name of a server in its pool, with the port of the service where it has none and there is one. */
export function serverNameOf({address, port}: Endpoint, ids: readonly ServiceId[]): string {
  const [only, ...more] = ids;
  const usual = only?.type === 'address' && more.length === 0 ? only.port : 0;
  return formatEndpoint({address, port: port || usual});
}
