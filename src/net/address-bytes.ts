import {type Address, type Family, ipv4, ipv6} from './address.js';

/** Reads an address in network byte order: the first 4 bytes for IPv4, 16 for IPv6; absent bytes count as zero. */
export function addressFromBytes(family: Family, bytes: Uint8Array, offset = 0): Address {
  if (family === 'ipv4') return ipv4(wordAt(bytes, offset));
  return ipv6(wordAt(bytes, offset), wordAt(bytes, offset + 4), wordAt(bytes, offset + 8), wordAt(bytes, offset + 12));
}

/** Writes an address in network byte order; an IPv4 address touches 4 bytes, an IPv6 address 16. */
export function writeAddress(address: Address, bytes: Uint8Array, offset = 0): void {
  if (address.family === 'ipv4') writeWord(bytes, offset, address.value);
  else for (let i = 0; i < 4; i++) writeWord(bytes, offset + 4 * i, address.words[i] as number);
}

function wordAt(bytes: Uint8Array, offset: number): number {
  const at = (i: number) => bytes[offset + i] ?? 0;
  return ((at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3)) >>> 0;
}

function writeWord(bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word >>> 24;
  bytes[offset + 1] = word >>> 16;
  bytes[offset + 2] = word >>> 8;
  bytes[offset + 3] = word;
}
