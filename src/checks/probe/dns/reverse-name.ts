import type {Address} from '../../../net/address.js';
import {writeAddress} from '../../../net/address-bytes.js';

/** The name whose PTR record says who an address is (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(address: Address): string {
  const bytes = new Uint8Array(address.family === 'ipv4' ? 4 : 16);
  writeAddress(address, bytes);
  const octets = [...bytes].reverse();
  if (address.family === 'ipv4') return `${octets.join('.')}.in-addr.arpa`;
  return `${octets.flatMap(octet => [octet & 15, octet >>> 4].map(nibble => nibble.toString(16))).join('.')}.ip6.arpa`;
}
