import {type Address, type Family, formatAddress, parseIpv6} from '../../net/address.js';
import {inetAton} from '../../net/inet-aton.js';
import {wellKnownPort} from './service-ports.js';

export type Protocol = 'tcp' | 'udp' | 'fwm';

/** What names stand for, for who wants them resolved: undefined where there is no such name. */
export interface Names {
  readonly addressOf?: (name: string, family: Family) => Address | undefined;
  /** @param protocol undefined: the first that has the name */
  readonly portOf?: (service: string, protocol: Protocol | undefined) => number | undefined;
}

/** An address, or a name that nobody has resolved. */
export type Host =
  | {readonly type: 'address'; readonly address: Address}
  | {readonly type: 'name'; readonly name: string};

/** 0 to 65535, or the name of a port that nobody has resolved. */
export type Port = number | string;

/** ld_gethostbyname() of ldirectord; undefined where it finds nothing. An empty text is this host. */
export function readHost(text: string, family: Family, {addressOf}: Names): Host | undefined {
  const plain = /\[(.*)\]/s.exec(text)?.[1] ?? text;
  const address = plain === '' ? loopback[family] : plain.includes(':') ? parseIpv6(plain) : inetAton(plain);
  if (address) return address.family === family ? {type: 'address', address} : undefined;
  if (plain.includes(':') && !plain.includes('%')) return undefined;
  if (!addressOf) return {type: 'name', name: plain};
  const resolved = addressOf(plain, family);
  return resolved && {type: 'address', address: resolved};
}

const loopback: Readonly<Record<Family, Address>> = {
  ipv4: {family: 'ipv4', value: 0x7f000001},
  ipv6: {family: 'ipv6', words: [0, 0, 0, 1]},
};

/** ld_getservbyname() of ldirectord; undefined where it finds nothing. */
export function readPort(text: string, protocol: Protocol | undefined, {portOf}: Names): Port | undefined {
  if (/^\d+$/.test(text)) return Number(text) < 65536 ? Number(text) : undefined;
  if (portOf) return portOf(text, protocol);
  const isElsewhere = protocol === 'fwm' || wellKnownPort(text, undefined) !== undefined;
  return wellKnownPort(text, protocol) ?? (isElsewhere ? undefined : text);
}

/** As ldirectord writes it: IPv6 in brackets. */
export function formatHost(host: Host): string {
  if (host.type === 'name') return host.name;
  const text = formatAddress(host.address);
  return host.address.family === 'ipv6' ? `[${text}]` : text;
}
