/** An IPv4 address as one unsigned 32-bit integer in host order: 10.0.0.1 is 0x0a000001. */
export interface Ipv4Address {
  readonly family: 'ipv4';
  readonly value: number;
}

/** An IPv6 address as four unsigned 32-bit words in host order, the most significant first. */
export interface Ipv6Address {
  readonly family: 'ipv6';
  readonly words: readonly [number, number, number, number];
}

export type Address = Ipv4Address | Ipv6Address;
export type Family = Address['family'];

export function ipv4(value: number): Ipv4Address {
  return {family: 'ipv4', value: value >>> 0};
}

export function ipv6(a: number, b: number, c: number, d: number): Ipv6Address {
  return {family: 'ipv6', words: [a >>> 0, b >>> 0, c >>> 0, d >>> 0]};
}

/** The text of an address as inet_ntop(3) of glibc writes it (RFC 5952, with the dotted forms for ::a.b.c.d and ::ffff:a.b.c.d). */
export function formatAddress(address: Address): string {
  return address.family === 'ipv4' ? formatIpv4(address.value) : formatIpv6(address.words);
}

export function formatIpv4(value: number): string {
  const octet = (shift: number) => octets[(value >>> shift) & 255] as string;
  return `${octet(24)}.${octet(16)}.${octet(8)}.${octet(0)}`;
}

/** The texts of 0..255, made once. */
const octets = Array.from({length: 256}, (_, value) => String(value));

/** Two addresses are the same when family and all bits are. */
export function isSameAddress(a: Address, b: Address): boolean {
  if (a.family === 'ipv4') return b.family === 'ipv4' && a.value === b.value;
  return b.family === 'ipv6' && a.words.every((word, i) => word === b.words[i]);
}

/** A true numeric order: IPv4 before IPv6, then by value. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family === 'ipv4') return b.family === 'ipv4' ? a.value - b.value : -1;
  if (b.family === 'ipv4') return 1;
  for (let i = 0; i < 4; i++) {
    const difference = (a.words[i] as number) - (b.words[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A short text that is equal for equal addresses only; not for people. */
export function addressKey(address: Address): string {
  return address.family === 'ipv4' ? String(address.value) : address.words.map(word => word.toString(16)).join(':');
}

/** Strict dotted quad of decimal numbers, as inet_pton(3) takes it; undefined for anything else. */
export function parseIpv4(text: string): Ipv4Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return ipv4(value);
}

/** RFC 4291 §2.2 text without zone, as inet_pton(3) takes it; undefined for anything else. */
export function parseIpv6(text: string): Ipv6Address | undefined {
  if (text.indexOf(':') === text.lastIndexOf(':')) return undefined; // none has less than two colons
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string, halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] as string, true) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  const word = (i: number) => (((groups[i] as number) << 16) | (groups[i + 1] as number)) >>> 0;
  return ipv6(word(0), word(2), word(4), word(6));
}

export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseGroups(text: string, mayEndDotted: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (mayEndDotted && i === parts.length - 1 && part.includes('.')) {
      const dotted = parseIpv4(part);
      if (!dotted) return undefined;
      groups.push(dotted.value >>> 16, dotted.value & 0xffff);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function formatIpv6(words: Ipv6Address['words']): string {
  const groups = words.flatMap(word => [word >>> 16, word & 0xffff]);
  let best = {start: -1, length: 1};
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = {start: i, length};
    i += length;
  }
  const isDotted = best.start === 0 && (best.length === 6 || (best.length === 5 && groups[5] === 0xffff));
  const hex = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map(group => group.toString(16))
      .join(':');
  if (isDotted) return `::${best.length === 5 ? 'ffff:' : ''}${formatIpv4(words[3])}`;
  if (best.start < 0) return hex(0, 8);
  return `${hex(0, best.start)}::${hex(best.start + best.length, 8)}`;
}
