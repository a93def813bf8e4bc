import * as fc from 'fast-check';
import type {AttributeSet} from '../../../src/kernel/netlink/attribute-set.js';
import {be16, type Codec, flagsAndMask, u8, u16, u32, u64} from '../../../src/kernel/netlink/codec.js';

// biome-ignore lint/suspicious/noExplicitAny: sets of every kind
export type AnySet = AttributeSet<any>; // oxlint-disable-line no-explicit-any

/** Values that a set of attributes can hold: absent ones too, where they may be. */
export function valuesOf(set: AnySet): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(set.rows);
  const model = Object.fromEntries(names.map(name => [name, valueFor(set.rows[name].codec as Codec<unknown>)]));
  const requiredKeys = names.filter(name => set.rows[name].presence === 'required');
  return fc.record(model, {requiredKeys, noNullPrototype: true}) as fc.Arbitrary<Record<string, unknown>>;
}

function valueFor(codec: Codec<unknown>): fc.Arbitrary<unknown> {
  if ('rows' in codec) return valuesOf(codec as unknown as AnySet);
  const known = new Map<unknown, fc.Arbitrary<unknown>>([
    [u8, fc.integer({min: 0, max: 0xff})],
    [u16, fc.integer({min: 0, max: 0xffff})],
    [be16, fc.integer({min: 0, max: 0xffff})],
    [u32, fc.oneof(fc.integer({min: 0, max: 0xffffffff}), fc.constantFrom(0x80000000, 0xffffffff))],
    [
      u64,
      fc.oneof(
        fc.bigInt({min: 0n, max: 2n ** 64n - 1n}),
        fc.constantFrom(0n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n),
      ),
    ],
    [
      flagsAndMask,
      fc.record(
        {flags: fc.integer({min: 0, max: 0xffffffff}), mask: fc.integer({min: 0, max: 0xffffffff})},
        {noNullPrototype: true},
      ),
    ],
  ]).get(codec);
  if (known) return known;
  if (codec.description.startsWith('a text')) return textOf(codec.longest - 1);
  return fc.uint8Array({minLength: codec.shortest, maxLength: codec.longest});
}

/** Text without NUL that fits so many bytes. */
function textOf(longest: number): fc.Arbitrary<string> {
  return fc
    .string({
      unit: fc.oneof({weight: 4, arbitrary: fc.constantFrom(...'abcxyz0189._-')}, fc.constantFrom('é', '€', '💥')),
      maxLength: longest,
    })
    .map(text => {
      let fitting = text;
      while (Buffer.byteLength(fitting) > longest) fitting = [...fitting].slice(0, -1).join('');
      return fitting;
    });
}

/** The same values, with every view of bytes as an array of numbers, to be compared. */
export function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]));
}
