import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {writeAddress} from '../../src/net/address-bytes.js';
import {type Address, ipv4, parseAddress} from '../../src/net/address.js';
import {formatPrefix, type Prefix, parsePrefix, prefixContains} from '../../src/net/prefix.js';
import {anyAddress} from './arbitraries.js';

const anyPrefix: fc.Arbitrary<Prefix> = anyAddress.chain(address =>
  fc.integer({min: 0, max: address.family === 'ipv4' ? 32 : 128}).map(length => ({address, length})),
);

test('a prefix is what its text is parsed to', () => {
  fc.assert(fc.property(anyPrefix, prefix => assert.deepEqual(parsePrefix(formatPrefix(prefix)), prefix)));
});

test('a prefix without a length is one address', () => {
  assert.deepEqual(parsePrefix('10.0.0.1'), {address: ipv4(0x0a000001), length: 32});
  assert.equal(parsePrefix('2001:db8::1')?.length, 128);
});

test('a length beyond the address, or anything else behind the slash, is no prefix', () => {
  for (const text of [
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/a',
    '10.0.0.0/ 8',
    '/8',
    '10.0.0.0/255.0.0.0',
  ]) {
    assert.equal(parsePrefix(text), undefined, text);
  }
});

test('a prefix contains the addresses whose first bits are its own, bit by bit', () => {
  fc.assert(
    fc.property(anyPrefix, anyAddress, fc.nat(127), (prefix, other, flipped) => {
      assert.ok(prefixContains(prefix, prefix.address));
      assert.equal(
        prefixContains(prefix, other),
        prefix.address.family === other.family && sharedBits(prefix.address, other) >= prefix.length,
      );
      const bits = prefix.address.family === 'ipv4' ? 32 : 128;
      const near = flipBit(prefix.address, flipped % bits);
      assert.equal(prefixContains(prefix, near), flipped % bits >= prefix.length);
    }),
    {numRuns: 1000},
  );
});

test('no prefix contains an address of the other family', () => {
  assert.equal(prefixContains({address: parseAddress('::') as Address, length: 0}, ipv4(0)), false);
  assert.equal(prefixContains({address: ipv4(0), length: 0}, parseAddress('::') as Address), false);
});

function bitsOf(address: Address): string {
  const bytes = new Uint8Array(address.family === 'ipv4' ? 4 : 16);
  writeAddress(address, bytes);
  return [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
}

function sharedBits(a: Address, b: Address): number {
  const [left, right] = [bitsOf(a), bitsOf(b)];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

function flipBit(address: Address, bit: number): Address {
  if (address.family === 'ipv4') return ipv4(address.value ^ (1 << (31 - bit)));
  const words = address.words.map((word, i) => (i === bit >> 5 ? (word ^ (1 << (31 - (bit & 31)))) >>> 0 : word));
  return {family: 'ipv6', words: words as [number, number, number, number]};
}
