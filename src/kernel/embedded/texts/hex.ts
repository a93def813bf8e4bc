import type {Address} from '../../../net/address.js';

/** %X, padded with zeros. */
export function hex(value: number, width: number): string {
  return (value >>> 0).toString(16).toUpperCase().padStart(width, '0');
}

/** %08X of an IPv4 address in host order, %pI6 of an IPv6 one. */
export function hexAddress(address: Address): string {
  if (address.family === 'ipv4') return hex(address.value, 8);
  return address.words.map(word => `${lowerHex(word >>> 16)}:${lowerHex(word & 0xffff)}`).join(':');
}

function lowerHex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
