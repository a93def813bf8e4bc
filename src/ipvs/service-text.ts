import {type Address, formatAddress, parseAddress} from '../net/address.js';
import {formatEndpoint} from '../net/endpoint.js';
import {protocolName, protocols} from './protocol.js';
import type {ServiceId} from './service.js';

/** `tcp/10.0.0.1:80`, `udp/[2001:db8::1]:53`, `fwmark/1`, `fwmark6/1`: lvsctl's own name of a service, in and out. */
export function formatServiceId(id: ServiceId): string {
  if (id.type === 'fwmark') return `${id.family === 'ipv4' ? 'fwmark' : 'fwmark6'}/${id.fwmark}`;
  return `${protocolName(id.protocol)}/${formatEndpoint(id)}`;
}

/** Which services somebody means: what is undefined matches any. */
export type ServicePattern =
  | {
      readonly type: 'address';
      readonly protocol: number | undefined;
      readonly address: Address;
      readonly port: number | undefined;
    }
  | {readonly type: 'fwmark'; readonly family: 'ipv4' | 'ipv6'; readonly fwmark: number};

/** Reads `[PROTOCOL/]ADDRESS[:PORT]`, `fwmark/N` or `fwmark6/N`; undefined for anything else. */
export function parseServicePattern(text: string): ServicePattern | undefined {
  const mark = /^fwmark(6?)\/([1-9]\d{0,9})$/.exec(text);
  if (mark) {
    const fwmark = Number(mark[2]);
    return fwmark <= 0xffffffff ? {type: 'fwmark', family: mark[1] === '6' ? 'ipv6' : 'ipv4', fwmark} : undefined;
  }
  const match = /^(?:([a-z]+)\/)?(?:\[([^\]]+)\]|([^/[\]]+?))(?::(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const bare =
    match[3] === undefined ? undefined : parseAddress(match[4] === undefined ? match[3] : `${match[3]}:${match[4]}`);
  const isWhole = bare?.family === 'ipv6'; // an IPv6 address without brackets has no port
  const address = isWhole ? bare : parseAddress((match[2] ?? match[3]) as string);
  const port = isWhole || match[4] === undefined ? undefined : Number(match[4]);
  const protocol = protocols.find(row => row.name === match[1])?.number;
  if (!address || (port !== undefined && port > 65535) || (match[1] !== undefined && protocol === undefined))
    return undefined;
  return {type: 'address', protocol, address, port};
}

export function matchesService(pattern: ServicePattern, id: ServiceId): boolean {
  if (pattern.type === 'fwmark')
    return id.type === 'fwmark' && id.family === pattern.family && id.fwmark === pattern.fwmark;
  return (
    id.type === 'address' &&
    (pattern.protocol === undefined || pattern.protocol === id.protocol) &&
    formatAddress(pattern.address) === formatAddress(id.address) &&
    (pattern.port === undefined || pattern.port === id.port)
  );
}
