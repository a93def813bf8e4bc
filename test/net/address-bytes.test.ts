import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {addressFromBytes, writeAddress} from '../../src/net/address-bytes.js';
import {ipv4, ipv6} from '../../src/net/address.js';
import {anyAddress} from './arbitraries.js';

test('an address is what its bytes are read as, wherever they stand', () => {
  fc.assert(
    fc.property(anyAddress, fc.nat(9), (address, offset) => {
      const bytes = new Uint8Array(32);
      writeAddress(address, bytes, offset);
      assert.deepEqual(addressFromBytes(address.family, bytes, offset), address);
    }),
  );
});

test('an address is written in network order and touches only its own bytes', () => {
  const bytes = new Uint8Array(18).fill(0xee);
  writeAddress(ipv4(0x0a000001), bytes, 1);
  assert.equal(Buffer.from(bytes).toString('hex'), 'ee0a000001eeeeeeeeeeeeeeeeeeeeeeeeee');
  writeAddress(ipv6(0x20010db8, 0, 0, 0x80), bytes, 1);
  assert.equal(Buffer.from(bytes).toString('hex'), 'ee20010db8000000000000000000000080ee');
});

test('bytes that are absent count as zero', () => {
  assert.deepEqual(addressFromBytes('ipv4', Uint8Array.of(10)), ipv4(0x0a000000));
  assert.deepEqual(addressFromBytes('ipv6', Uint8Array.of(0x20, 1)), ipv6(0x20010000, 0, 0, 0));
});
