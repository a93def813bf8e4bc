import {type Address, ipv4, ipv6} from '../../net/address.js';

/** An address as the kernel's tables print it: 8 hex digits for IPv4 (host order), 8 groups of 4 for IPv6; undefined otherwise. */
export function parseHexAddress(text: string): Address | undefined {
  if (text.length === 8) {
    const value = Number.parseInt(text, 16);
    return Number.isNaN(value) ? undefined : ipv4(value);
  }
  if (text.length !== 39) return undefined;
  const word = (at: number) => Number.parseInt(text.slice(at, at + 4) + text.slice(at + 5, at + 9), 16);
  const words = [word(0), word(10), word(20), word(30)] as const;
  return words.some(Number.isNaN) ? undefined : ipv6(...words);
}
