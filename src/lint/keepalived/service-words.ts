import type {RealServer, VirtualServer} from '../../config/keepalived/lvs/lvs-configuration.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {protocolName} from '../../ipvs/protocol.js';

/** `TCP 10.0.0.1:80`, `firewall mark 7`, `group web`. */
export function serviceText({subject, protocol}: VirtualServer): string {
  if (subject.type === 'fwmark') return `firewall mark ${subject.fwmark}`;
  if (subject.type === 'group') return `group ${subject.name}`;
  return `${protocolName(protocol).toUpperCase()} ${subject.port === 0 ? formatAddress(subject.address) : formatEndpoint(subject)}`;
}

export function serverText(server: Pick<RealServer, 'address' | 'port'>): string {
  return server.port === 0 ? formatAddress(server.address) : formatEndpoint(server);
}
