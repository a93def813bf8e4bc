import {readU16, writeU16} from './bytes.js';
import type {Codec} from './codec.js';
import {MalformedReply} from './malformed-reply.js';

/** One row of an attribute table. */
interface Attribute<T, In, Presence extends 'required' | 'optional' | 'reported'> {
  readonly number: number;
  readonly codec: Codec<T, In>;
  readonly presence: Presence;
}

// biome-ignore lint/suspicious/noExplicitAny: the value types of a table's rows differ
type AnyAttribute = Attribute<any, any, 'required' | 'optional' | 'reported'>; // oxlint-disable-line no-explicit-any
type Rows = Readonly<Record<string, AnyAttribute>>;
type Names<R extends Rows, P> = {[K in keyof R]: R[K]['presence'] extends P ? K : never}[keyof R];
type Read<A> = A extends Attribute<infer T, infer _, infer _P> ? T : never;
type Written<A> = A extends Attribute<infer _, infer In, infer _P> ? In : never;

/** What the kernel says: absent attributes are undefined. */
export type Reply<R extends Rows> = {readonly [K in Names<R, 'required'>]: Read<R[K]>} & {
  readonly [K in Names<R, 'optional' | 'reported'>]?: Read<R[K]>;
};
/** What it can be told: attributes that only the kernel sends do not type-check. */
export type Request<R extends Rows> = {readonly [K in Names<R, 'required'>]: Written<R[K]>} & {
  readonly [K in Names<R, 'optional'>]?: Written<R[K]>;
};

/** In every message. */
export const required = <T, In = T>(number: number, codec: Codec<T, In>): Attribute<T, In, 'required'> => ({
  number,
  codec,
  presence: 'required',
});
/** May be absent, either way. */
export const optional = <T, In = T>(number: number, codec: Codec<T, In>): Attribute<T, In, 'optional'> => ({
  number,
  codec,
  presence: 'optional',
});
/** Only the kernel sends it; older kernels may not. */
export const reported = <T, In = T>(number: number, codec: Codec<T, In>): Attribute<T, In, 'reported'> => ({
  number,
  codec,
  presence: 'reported',
});

/** A table of attributes with both directions and both types derived from it. It is a Codec itself, so tables nest. */
export interface AttributeSet<R extends Rows> extends Codec<Reply<R>, Request<R>> {
  readonly rows: R;
  /** Bytes of the encoded attributes, padding included. */
  lengthOf(values: Request<R>): number;
  /** Writes the attributes in the table's order, each padded to 4 (NLA_ALIGN). */
  write(values: Request<R>, buffer: Buffer, offset: number): number;
  /** Reads a reply strictly: exact lengths, required ones present; unknown attributes are skipped. Throws MalformedReply naming the path. */
  read(buffer: Buffer, start: number, end: number, path?: string): Reply<R>;
  /** The kernel's side, for an embedded one: what it reports can be written too. */
  lengthOfReply(values: Reply<R>): number;
  writeReply(values: Reply<R>, buffer: Buffer, offset: number): number;
}

/** NLA_TYPE_MASK of <linux/netlink.h>: the type without NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
const typeMask = 0x3fff;

export function attributeSet<const R extends Rows>(rows: R): AttributeSet<R> {
  const names = Object.keys(rows);
  const inOrder = names.map(name => rows[name] as AnyAttribute);
  const byNumber: (number | undefined)[] = [];
  for (const [i, row] of inOrder.entries()) byNumber[row.number] = i;

  // NB: plain loops: these two run for every request and once more for every nested table
  function lengthOf(values: Request<R> | Reply<R>): number {
    let length = 0;
    for (let i = 0; i < inOrder.length; i++) {
      const value = (values as Record<string, unknown>)[names[i] as string];
      if (value !== undefined) length += 4 + align((inOrder[i] as AnyAttribute).codec.lengthOf(value));
    }
    return length;
  }

  function write(values: Request<R> | Reply<R>, buffer: Buffer, offset: number): number {
    let at = offset;
    for (let i = 0; i < inOrder.length; i++) {
      const value = (values as Record<string, unknown>)[names[i] as string];
      if (value === undefined) continue;
      const row = inOrder[i] as AnyAttribute;
      const end = row.codec.write(value, buffer, at + 4);
      writeU16(buffer, at, end - at);
      writeU16(buffer, at + 2, row.number);
      const next = at + align(end - at);
      for (let padding = end; padding < next; padding++) buffer[padding] = 0;
      at = next;
    }
    return at;
  }

  function read(buffer: Buffer, start: number, end: number, path = ''): Reply<R> {
    const values: Record<string, unknown> = {};
    for (let at = start; end - at >= 4; ) {
      const length = readU16(buffer, at);
      if (length < 4 || at + length > end)
        throw new MalformedReply(path, `an attribute at byte ${at} has length ${length}, ${end - at} bytes are left`);
      const index = byNumber[readU16(buffer, at + 2) & typeMask];
      if (index !== undefined) values[names[index] as string] = readOne(buffer, at + 4, at + length, index, path);
      at += align(length);
    }
    for (let i = 0; i < inOrder.length; i++) {
      if ((inOrder[i] as AnyAttribute).presence === 'required' && values[names[i] as string] === undefined)
        throw new MalformedReply(join(path, names[i]), 'is missing');
    }
    return values as unknown as Reply<R>;
  }

  function readOne(buffer: Buffer, start: number, end: number, index: number, path: string): unknown {
    const codec = (inOrder[index] as AnyAttribute).codec;
    const length = end - start;
    if (length < codec.shortest || length > codec.longest) {
      throw new MalformedReply(join(path, names[index]), `has ${length} bytes, expected ${codec.description}`);
    }
    if ('rows' in codec) return (codec as AttributeSet<Rows>).read(buffer, start, end, join(path, names[index]));
    try {
      return codec.read(buffer, start, end);
    } catch (error) {
      throw new MalformedReply(join(path, names[index]), (error as Error).message);
    }
  }

  return {
    rows,
    description: 'nested attributes',
    shortest: 0,
    longest: Number.POSITIVE_INFINITY,
    mayBeLonger: false,
    lengthOf,
    write,
    read,
    lengthOfReply: lengthOf,
    writeReply: write,
  };
}

/** NLA_ALIGN, NLMSG_ALIGN. */
export function align(length: number): number {
  return (length + 3) & ~3;
}

function join(path: string, name: string | undefined): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
