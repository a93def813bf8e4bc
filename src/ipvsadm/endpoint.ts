import {type Address, ipv4, parseIpv6} from '../net/address.js';
import {inetAton} from '../net/inet-aton.js';
import type {NameTable} from './names.js';
import {parseInteger} from './numbers.js';

/** `host[:port]` as ipvsadm reads it; port is undefined where none was given. */
export interface ParsedEndpoint {
  readonly address: Address;
  readonly port: number | undefined;
}

/**
 * Reads `host[:port]`: `[v6]:port`, a bare IPv6 address (never with a port), or IPv4 address or host name with the
 * port behind the last colon. Brackets around anything else lose the port, as in ipvsadm. Undefined if illegal.
 * @param protocol names the services database to look port names up in; 0 knows none
 */
export function parseEndpointArgument(text: string, protocol: number, names: NameTable): ParsedEndpoint | undefined {
  if (/^\d*$/.test(text)) return undefined; // a lone port
  let host = text;
  let portText: string | undefined;
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close < 0 || text[close + 1] !== ':') return undefined;
    host = text.slice(1, close);
    portText = text.slice(close + 2);
  }
  let address: Address | undefined = parseIpv6(host);
  if (!address) {
    const colon = host.lastIndexOf(':');
    portText = colon < 0 ? undefined : host.slice(colon + 1);
    address = parseIpv4Argument(colon < 0 ? host : host.slice(0, colon), names);
  }
  if (!address) return undefined;
  if (portText === undefined) return {address, port: undefined};
  const port = parseInteger(portText, 0, 65535) ?? names.portOf(portText, protocol);
  return port === null ? undefined : {address, port};
}

/** inet_aton(3), else the host's first IPv4 address. */
export function parseIpv4Argument(text: string, names: NameTable): Address | undefined {
  const numeric = inetAton(text);
  if (numeric) return numeric;
  const resolved = names.addressOf(text);
  return resolved ? ipv4(resolved.value) : undefined;
}
