import {type Address, ipv4, ipv6, parseAddress} from '../../net/address.js';
import {parsePrefix, type Prefix} from '../../net/prefix.js';
import type {AddressRange} from './ruleset.js';

/** The first and the last address of a block. */
export function rangeOfPrefix({address, length}: Prefix): AddressRange {
  if (address.family === 'ipv4') {
    const mask = maskOf(length);
    return {first: ipv4(address.value & mask), last: ipv4(address.value | ~mask)};
  }
  const masks = [0, 1, 2, 3].map(i => maskOf(Math.min(32, Math.max(0, length - 32 * i))));
  const word = (i: number, isLast: boolean) => {
    const [mask = 0, value = 0] = [masks[i], address.words[i]];
    return isLast ? value | ~mask : value & mask;
  };
  return {
    first: ipv6(word(0, false), word(1, false), word(2, false), word(3, false)),
    last: ipv6(word(0, true), word(1, true), word(2, true), word(3, true)),
  };
}

/** `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.1-10.0.0.9`, an address; undefined for anything else. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [first, last] = text.split('-').map(parseAddress);
  if (text.includes('-')) return first && last ? {first, last} : undefined;
  const [address, mask] = text.split('/');
  const dotted = mask?.includes('.') ? parseAddress(mask) : undefined;
  const prefix = parsePrefix(dotted ? `${address}/${bitsOf(dotted)}` : text);
  return prefix && rangeOfPrefix(prefix);
}

function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

function bitsOf(mask: Address): number {
  return mask.family === 'ipv4' ? mask.value.toString(2).replace(/0/g, '').length : 128;
}
