import type {Address} from '../../net/address.js';
import {writeAddress} from '../../net/address-bytes.js';
import {readU16, readU32, writeU32} from './bytes.js';

/**
 * How one attribute's payload is read and written. Integers are in host order, which is little-endian on every
 * machine lvsctl runs on, unless the name says `be`. `In` is what can be sent where that is less than what is read.
 */
export interface Codec<T, In = T> {
  /** What it is, for error messages. */
  readonly description: string;
  /** Payload lengths a reply may have, in bytes. */
  readonly shortest: number;
  readonly longest: number;
  /** Whether the kernel takes a payload longer than `longest` in a request, ignoring the rest (scalars), or refuses it. */
  readonly mayBeLonger: boolean;
  lengthOf(value: In): number;
  /** Returns the offset behind what was written. */
  write(value: In, buffer: Buffer, offset: number): number;
  /** NB: the caller has checked the length. Throws only where the content itself is wrong. */
  read(buffer: Buffer, start: number, end: number): T;
}

export const u8 = scalar<number>(1, 'an 8-bit number', {
  write: (value, buffer, offset) => buffer.writeUInt8(value, offset),
  read: (buffer, start) => buffer[start] as number,
});

export const u16 = scalar<number>(2, 'a 16-bit number', {
  write: (value, buffer, offset) => buffer.writeUInt16LE(value, offset),
  read: readU16,
});

/** __be16: ports. */
export const be16 = scalar<number>(2, 'a 16-bit number', {
  write: (value, buffer, offset) => buffer.writeUInt16BE(value, offset),
  read: (buffer, start) => ((buffer[start] as number) << 8) | (buffer[start + 1] as number),
});

export const u32 = scalar<number>(4, 'a 32-bit number', {
  write: (value, buffer, offset) => {
    writeU32(buffer, offset, value);
    return offset + 4;
  },
  read: readU32,
});

export const u64 = scalar<bigint>(8, 'a 64-bit number', {
  write: (value, buffer, offset) => buffer.writeBigUInt64LE(value, offset),
  read: (buffer, start) => {
    const low = readU32(buffer, start);
    const high = readU32(buffer, start + 4);
    return high === 0 ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low);
  },
});

/** NLA_BINARY of at most `longest` bytes. */
export function bytes(longest: number, shortest = 0): Codec<Uint8Array> {
  return {
    description: `${shortest === longest ? '' : 'at most '}${longest} bytes`,
    shortest,
    longest,
    mayBeLonger: false,
    lengthOf: value => value.length,
    write: (value, buffer, offset) => {
      buffer.set(value, offset);
      return offset + value.length;
    },
    read: (buffer, start, end) => buffer.subarray(start, end),
  };
}

/** union nf_inet_addr: 16 bytes, of which an IPv4 address fills the first 4. Read as bytes, as the family stands elsewhere. */
export const inetAddress: Codec<Uint8Array, Address | Uint8Array> = {
  description: 'at most 16 bytes',
  shortest: 0,
  longest: 16,
  mayBeLonger: false,
  lengthOf: value => ('family' in value ? 16 : value.length),
  write: (value, buffer, offset) => {
    if (!('family' in value)) {
      buffer.set(value, offset);
      return offset + value.length;
    }
    buffer.fill(0, offset, offset + 16);
    writeAddress(value, buffer, offset);
    return offset + 16;
  },
  read: (buffer, start, end) => buffer.subarray(start, end),
};

/** NLA_NUL_STRING of at most `longest` bytes before the NUL. */
export function nulString(longest: number): Codec<string> {
  return {
    description: `a text of at most ${longest} bytes ended by NUL`,
    shortest: 1,
    longest: longest + 1,
    mayBeLonger: false,
    lengthOf: value => Buffer.byteLength(value) + 1,
    write: (value, buffer, offset) => {
      const end = offset + buffer.write(value, offset);
      buffer[end] = 0;
      return end + 1;
    },
    read: (buffer, start, end) => {
      let nul = start;
      while (nul < end && buffer[nul] !== 0) nul++;
      if (nul === end) throw new Error('has no NUL');
      return shortNames.read(buffer, start, nul);
    },
  };
}

/** Names of schedulers are few and come thousands of times: each is made once. */
const shortNames = {
  longest: 4,
  known: new Map<number, string>(),
  read(buffer: Buffer, start: number, end: number): string {
    if (end - start > this.longest) return buffer.toString('utf8', start, end);
    let key = 0;
    for (let at = start; at < end; at++) key = key * 256 + (buffer[at] as number);
    const name = this.known.get(key) ?? buffer.toString('utf8', start, end);
    if (this.known.size < 1000) this.known.set(key, name);
    return name;
  },
};

/** struct ip_vs_flags of <linux/ip_vs.h>: the bits, and which of them are meant. The kernel fills a short payload with zeros. */
export const flagsAndMask: Codec<{readonly flags: number; readonly mask: number}> = {
  description: 'flags and mask, 8 bytes',
  shortest: 0,
  longest: 8,
  mayBeLonger: false,
  lengthOf: () => 8,
  write: ({flags, mask}, buffer, offset) => {
    writeU32(buffer, offset, flags);
    writeU32(buffer, offset + 4, mask);
    return offset + 8;
  },
  read: (buffer, start, end) => ({
    flags: end - start >= 4 ? readU32(buffer, start) : 0,
    mask: end - start >= 8 ? readU32(buffer, start + 4) : 0,
  }),
};

function scalar<T>(size: number, description: string, parts: Pick<Codec<T>, 'read' | 'write'>): Codec<T> {
  return {description, shortest: size, longest: size, mayBeLonger: true, lengthOf: () => size, ...parts};
}
