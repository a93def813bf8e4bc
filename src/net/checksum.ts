import type {Address} from './address.js';

/** RFC 1071 §1: the one's complement sum of 16-bit words, to be continued; only the last bytes summed may be odd in number. */
export function onesComplementSum(bytes: Uint8Array, sum = 0): number {
  let total = sum;
  for (let i = 0; i + 1 < bytes.length; i += 2) total += ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
  if (bytes.length % 2 === 1) total += (bytes[bytes.length - 1] as number) << 8;
  return fold(total);
}

/** What belongs in a checksum field that is zero in `bytes`. @param sum of what else it covers, such as a pseudo-header */
export function internetChecksum(bytes: Uint8Array, sum = 0): number {
  return ~onesComplementSum(bytes, sum) & 0xffff;
}

/** Whether bytes that include their checksum are intact. */
export function hasValidChecksum(bytes: Uint8Array, sum = 0): boolean {
  return onesComplementSum(bytes, sum) === 0xffff;
}

/** The sum of the pseudo-header of IPv4 (RFC 9293 §3.1) or IPv6 (RFC 8200 §8.1). @param length bytes of the message it stands before */
export function pseudoHeaderSum(source: Address, destination: Address, protocol: number, length: number): number {
  return fold(sumOf(source) + sumOf(destination) + protocol + (length >>> 16) + (length & 0xffff));
}

function sumOf(address: Address): number {
  const words = address.family === 'ipv4' ? [address.value] : address.words;
  return words.reduce((sum, word) => sum + (word >>> 16) + (word & 0xffff), 0);
}

function fold(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return folded;
}
