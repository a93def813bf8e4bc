import type {Endpoint} from '../net/endpoint.js';
import {formatAddress} from '../net/address.js';
import {familyOfService, type ServiceId} from '../ipvs/service.js';
import type {Dialect} from './dialect.js';
import type {Display} from './names.js';
import {protocols} from '../ipvs/protocol.js';

/** Longest `host:port` ipvsadm can hold, in bytes. */
const longestEndpoint = 59;

export const numericDisplay: Display = {host: formatAddress, port: String};

/** `host:port`, IPv6 in brackets also by name, cut at 59 bytes as ipvsadm does. */
export function endpointText({address, port}: Endpoint, protocol: number, display: Display): string {
  const host = display.host(address);
  const text = `${address.family === 'ipv6' ? `[${host}]` : host}:${display.port(port, protocol)}`;
  return text.length > longestEndpoint ? text.slice(0, longestEndpoint) : text;
}

/** A firewall mark as printed: ipvsadm prints it signed. */
export function markText(fwmark: number, dialect: Dialect): string {
  return String(dialect === 'ipvsadm' ? fwmark | 0 : fwmark);
}

/** The name column of a service: `TCP  10.0.0.1:80`, `FWM  1 IPv6`; an IPv4 one is cut to 33 bytes. */
export function serviceName(id: ServiceId, display: Display, dialect: Dialect): string {
  if (id.type === 'fwmark') return `FWM  ${markText(id.fwmark, dialect)}${id.family === 'ipv6' ? ' IPv6' : ''}`;
  const label = protocols.find(protocol => protocol.number === id.protocol)?.label ?? '?';
  const name = `${label.padEnd(4)} ${endpointText(id, id.protocol, display)}`;
  return familyOfService(id) === 'ipv4' ? name.slice(0, 33) : name;
}

/** The protocol that names a service's ports: none for a firewall mark. */
export function portProtocol(id: ServiceId): number {
  return id.type === 'fwmark' ? 0 : id.protocol;
}
