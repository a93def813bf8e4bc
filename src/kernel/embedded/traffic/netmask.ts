import {type Address, ipv4, ipv6} from '../../../net/address.js';

/** The client as a template knows it: an IPv4 netmask stands reversed in a service (see ServiceEntry), an IPv6 one is a length. */
export function maskedClient(client: Address, netmask: number): Address {
  if (client.family === 'ipv4') return ipv4(client.value & reversed(netmask));
  const word = (i: number) => (client.words[i] as number) & prefixMask(netmask - 32 * i);
  return ipv6(word(0), word(1), word(2), word(3));
}

function reversed(value: number): number {
  return (value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);
}

function prefixMask(bits: number): number {
  if (bits >= 32) return 0xffffffff;
  return bits <= 0 ? 0 : 0xffffffff << (32 - bits);
}
