import type {Family} from '../net/address.js';
import type {Version} from './intervals.js';
import {Password} from './password.js';

/** Bytes of the fields that both versions have, before the addresses. */
export const fixedLength = 8;

/** Bytes of an address. */
export const addressLengths = {ipv4: 4, ipv6: 16} as const satisfies Record<Family, number>;

/** Bytes of a message: RFC 3768 §5.1 (with 8 of authentication data even where there is none), RFC 9568 §5.2. */
export function advertisementLength(version: Version, family: Family, addresses: number): number {
  return fixedLength + addresses * addressLengths[family] + (version === 2 ? Password.length : 0);
}
