import {type Address, formatAddress, parseAddress} from './address.js';

/** A block of addresses: those whose first `length` bits (0..32 or 0..128) are those of `address`. */
export interface Prefix {
  readonly address: Address;
  readonly length: number;
}

/** `10.0.0.0/8`, `2001:db8::/32`, or a single address; undefined for anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const [addressText, lengthText, ...rest] = text.split('/');
  const address = parseAddress(addressText as string);
  if (!address || rest.length > 0) return undefined;
  const bits = address.family === 'ipv4' ? 32 : 128;
  if (lengthText === undefined) return {address, length: bits};
  const length = Number(lengthText);
  return /^\d{1,3}$/.test(lengthText) && length <= bits ? {address, length} : undefined;
}

export function formatPrefix({address, length}: Prefix): string {
  return `${formatAddress(address)}/${length}`;
}

export function prefixContains(prefix: Prefix, address: Address): boolean {
  if (prefix.address.family !== address.family) return false;
  const ours = wordsOf(prefix.address);
  return wordsOf(address).every((word, i) => {
    const bits = Math.min(32, Math.max(0, prefix.length - 32 * i));
    const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
    return ((word ^ (ours[i] as number)) & mask) === 0;
  });
}

function wordsOf(address: Address): readonly number[] {
  return address.family === 'ipv4' ? [address.value] : address.words;
}
