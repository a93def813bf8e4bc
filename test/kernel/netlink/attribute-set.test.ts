import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {
  commandAttributes,
  configurationAttributes,
  daemonAttributes,
  destinationAttributes,
  informationAttributes,
  modernAttributes,
  serviceAttributes,
  stats64Attributes,
  statsAttributes,
} from '../../../src/kernel/ipvs/attributes.js';
import {align, attributeSet, optional, required} from '../../../src/kernel/netlink/attribute-set.js';
import {be16, bytes, flagsAndMask, nulString, u8, u16, u32, u64} from '../../../src/kernel/netlink/codec.js';
import {familyAnswer, familyQuestion} from '../../../src/kernel/netlink/generic.js';
import {MalformedReply} from '../../../src/kernel/netlink/malformed-reply.js';
import {type AnySet, comparable, valuesOf} from './arbitraries.js';

const sets: Readonly<Record<string, AnySet>> = {
  commandAttributes,
  configurationAttributes,
  daemonAttributes,
  destinationAttributes,
  informationAttributes,
  modernAttributes,
  serviceAttributes,
  stats64Attributes,
  statsAttributes,
  familyAnswer,
  familyQuestion,
};

describe('what is encoded is what is decoded', () => {
  for (const [name, set] of Object.entries(sets)) {
    test(name, () => {
      fc.assert(
        fc.property(valuesOf(set), values => {
          const buffer = encode(set, values);
          assert.deepEqual(comparable(set.read(buffer, 0, buffer.length)), comparable(values));
        }),
        {numRuns: 300},
      );
    });
  }
});

test('attributes are aligned to four bytes, and the padding is zero', () => {
  fc.assert(
    fc.property(valuesOf(serviceAttributes), values => {
      const buffer = Buffer.alloc(serviceAttributes.lengthOfReply(values as never) + 8, 0xff);
      serviceAttributes.writeReply(values as never, buffer, 4);
      const clean = encode(serviceAttributes, values);
      assert.deepEqual(buffer.subarray(4, -4), clean);
      assert.deepEqual(
        [...buffer.subarray(0, 4), ...buffer.subarray(-4)],
        Array(8).fill(0xff),
        'nothing around it is touched',
      );
      assert.equal(clean.length % 4, 0);
      for (const [start, end] of extents(clean))
        assert.ok(clean.subarray(end, start + align(end - start)).every(byte => byte === 0));
    }),
  );
});

const sample = attributeSet({
  id: required(1, u32),
  port: optional(2, be16),
  name: optional(3, nulString(5)),
  nested: optional(
    4,
    attributeSet({inner: required(1, u8), deep: optional(2, attributeSet({value: required(7, u64)}))}),
  ),
  flags: optional(5, flagsAndMask),
  data: optional(6, bytes(4, 2)),
  small: optional(8, u16),
});

describe('the bytes of each kind of attribute', () => {
  for (const [values, hex] of [
    [{id: 0x01020304}, '0800010004030201'],
    [{id: 0, port: 80}, '08000100000000000600020000500000'],
    [{id: 0, name: 'rr'}, '08000100000000000700030072720000'],
    [{id: 0, name: ''}, '08000100000000000500030000000000'],
    [{id: 0, nested: {inner: 9}}, '08000100000000000c0004000500010009000000'],
    [
      {id: 0, nested: {inner: 9, deep: {value: 2n ** 32n + 5n}}},
      '08000100000000001c0004000500010009000000100002000c0007000500000001000000',
    ],
    [{id: 0, flags: {flags: 1, mask: 0xffffffff}}, '08000100000000000c00050001000000ffffffff'],
    [{id: 0, data: Uint8Array.of(1, 2, 3)}, '08000100000000000700060001020300'],
    [{id: 0, small: 0x0102}, '08000100000000000600080002010000'],
  ] as const) {
    test(hex, () => assert.equal(encode(sample, values).toString('hex'), hex));
  }
});

test('unknown attributes are skipped, wherever they stand', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 9, max: 0x3fff}),
      fc.uint8Array({maxLength: 9}),
      fc.boolean(),
      (number, payload, isFirst) => {
        const known = encode(sample, {id: 7, port: 80});
        const unknown = rawAttribute(number, payload);
        const buffer = Buffer.concat(isFirst ? [unknown, known] : [known, unknown]);
        assert.deepEqual(sample.read(buffer, 0, buffer.length), {id: 7, port: 80});
      },
    ),
  );
});

test('the flags NESTED and NET_BYTEORDER of a type mean nothing', () => {
  const buffer = Buffer.concat([
    rawAttribute(0x8004, rawAttribute(1, Uint8Array.of(3))),
    rawAttribute(0x4001, Uint8Array.of(1, 0, 0, 0)),
  ]);
  assert.deepEqual(sample.read(buffer, 0, buffer.length), {nested: {inner: 3}, id: 1});
});

test('of an attribute that comes twice the last counts, as in the kernel', () => {
  const buffer = Buffer.concat([encode(sample, {id: 1}), encode(sample, {id: 2})]);
  assert.deepEqual(sample.read(buffer, 0, buffer.length), {id: 2});
});

test('less than a header behind the last attribute is padding', () => {
  const buffer = Buffer.concat([encode(sample, {id: 1}), Buffer.alloc(3, 0xff)]);
  assert.deepEqual(sample.read(buffer, 0, buffer.length), {id: 1});
});

test('a short payload of flags is filled with zeros, as in the kernel', () => {
  for (const [payload, flags, mask] of [
    [Buffer.alloc(0), 0, 0],
    [Buffer.from('05000000', 'hex'), 5, 0],
    [Buffer.from('050000000300', 'hex'), 5, 0],
    [Buffer.from('0500000003000000', 'hex'), 5, 3],
  ] as const) {
    const buffer = Buffer.concat([encode(sample, {id: 0}), rawAttribute(5, payload)]);
    assert.deepEqual(sample.read(buffer, 0, buffer.length).flags, {flags, mask});
  }
});

describe('a reply that is not as the table says is malformed, and the attribute is named', () => {
  const id = encode(sample, {id: 0});
  for (const [name, buffer, path, problem] of [
    ['nothing at all', Buffer.alloc(0), 'id', 'is missing'],
    ['a required one missing in a nested set', rawAttribute(4, Buffer.alloc(0)), 'nested.inner', 'is missing'],
    [
      'one missing two levels down',
      rawAttribute(4, Buffer.concat([rawAttribute(1, Uint8Array.of(1)), rawAttribute(2, Buffer.alloc(0))])),
      'nested.deep.value',
      'is missing',
    ],
    ['a number that is too short', rawAttribute(1, Buffer.alloc(2)), 'id', 'has 2 bytes, expected a 32-bit number'],
    ['a number that is too long', rawAttribute(1, Buffer.alloc(8)), 'id', 'has 8 bytes, expected a 32-bit number'],
    [
      'an empty number',
      Buffer.concat([id, rawAttribute(2, Buffer.alloc(0))]),
      'port',
      'has 0 bytes, expected a 16-bit number',
    ],
    [
      'a long number two levels down',
      Buffer.concat([id, rawAttribute(4, rawAttribute(2, rawAttribute(7, Buffer.alloc(9))))]),
      'nested.deep.value',
      'has 9 bytes, expected a 64-bit number',
    ],
    ['a text without NUL', Buffer.concat([id, rawAttribute(3, Buffer.from('abc'))]), 'name', 'has no NUL'],
    [
      'an empty text',
      Buffer.concat([id, rawAttribute(3, Buffer.alloc(0))]),
      'name',
      'has 0 bytes, expected a text of at most 5 bytes ended by NUL',
    ],
    [
      'a text that is too long',
      Buffer.concat([id, rawAttribute(3, Buffer.from('abcdef\0'))]),
      'name',
      'has 7 bytes, expected a text of at most 5 bytes ended by NUL',
    ],
    [
      'too few bytes',
      Buffer.concat([id, rawAttribute(6, Buffer.alloc(1))]),
      'data',
      'has 1 bytes, expected at most 4 bytes',
    ],
    [
      'too many bytes',
      Buffer.concat([id, rawAttribute(6, Buffer.alloc(5))]),
      'data',
      'has 5 bytes, expected at most 4 bytes',
    ],
    [
      'flags that are too long',
      Buffer.concat([id, rawAttribute(5, Buffer.alloc(12))]),
      'flags',
      'has 12 bytes, expected flags and mask, 8 bytes',
    ],
    [
      'a length less than a header',
      Buffer.from('0300010000000000', 'hex'),
      '',
      'an attribute at byte 0 has length 3, 8 bytes are left',
    ],
    [
      'a length beyond the end',
      Buffer.from('0900010000000000', 'hex'),
      '',
      'an attribute at byte 0 has length 9, 8 bytes are left',
    ],
    [
      'a length of zero',
      Buffer.concat([id, Buffer.alloc(4)]),
      '',
      'an attribute at byte 8 has length 0, 4 bytes are left',
    ],
  ] as const) {
    test(name, () => {
      const error = failureOf(() => sample.read(buffer, 0, buffer.length));
      assert.ok(error instanceof MalformedReply, String(error));
      assert.equal(error.path, path);
      assert.equal(error.message, `malformed reply from the kernel: ${path === '' ? 'the message' : path} ${problem}`);
    });
  }
});

test('a path begins with the name that the reader gives the whole', () => {
  const error = failureOf(() => informationAttributes.read(Buffer.alloc(0), 0, 0, 'information'));
  assert.equal((error as MalformedReply).path, 'information.version');
});

test('only what lies between start and end is read', () => {
  const buffer = Buffer.concat([Buffer.alloc(5, 0xff), encode(sample, {id: 1, name: 'abc'}), Buffer.alloc(5, 0xff)]);
  assert.deepEqual(sample.read(buffer, 5, buffer.length - 5), {id: 1, name: 'abc'});
  assert.throws(
    () =>
      sample.read(Buffer.concat([encode(sample, {id: 1}), rawAttribute(3, Buffer.from('ab')), Buffer.alloc(8)]), 0, 14),
    /name has no NUL/,
  );
});

function encode(set: AnySet, values: unknown): Buffer {
  const buffer = Buffer.alloc(set.lengthOfReply(values as never));
  set.writeReply(values as never, buffer, 0);
  return buffer;
}

/** Length, type, payload, padding. */
function rawAttribute(type: number, payload: Uint8Array): Buffer {
  const buffer = Buffer.alloc(align(4 + payload.length));
  buffer.writeUInt16LE(4 + payload.length, 0);
  buffer.writeUInt16LE(type, 2);
  buffer.set(payload, 4);
  return buffer;
}

/** Where each attribute starts and ends, without its padding. */
function* extents(buffer: Buffer): Iterable<[number, number]> {
  for (let at = 0; at < buffer.length; at += align(buffer.readUInt16LE(at))) yield [at, at + buffer.readUInt16LE(at)];
}

function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
