import {type Address, ipv4, ipv6} from './address.js';

/** An address as the kernel's tables print it: 8 hex digits for IPv4 (host order), 8 groups of 4 for IPv6; undefined otherwise. */
export function parseHexAddress(text: string, start = 0, end = text.length): Address | undefined {
  if (end - start === 8) {
    const value = parseHex(text, start, end);
    return Number.isNaN(value) ? undefined : ipv4(value);
  }
  if (end - start !== 39) return undefined;
  for (let colon = start + 4; colon < end; colon += 5) if (text[colon] !== ':') return undefined;
  const word = (at: number) =>
    parseHex(text, start + at, start + at + 4) * 0x10000 + parseHex(text, start + at + 5, start + at + 9);
  const words = [word(0), word(10), word(20), word(30)] as const;
  return words.some(Number.isNaN) ? undefined : ipv6(...words);
}

/** The value of hexadecimal digits; NaN where anything else is among them. Number.parseInt would take what it can, at five times the cost. */
export function parseHex(text: string, start = 0, end = text.length): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 16 + (digits[text.charCodeAt(i)] ?? Number.NaN);
  return value;
}

const digits: readonly number[] = Array.from({length: 128}, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? Number.NaN : digit;
});
