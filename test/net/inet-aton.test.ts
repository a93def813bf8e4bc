import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {formatAddress} from '../../src/net/address.js';
import {inetAton} from '../../src/net/inet-aton.js';
import {anyIpv4} from './arbitraries.js';

/** What inet_aton(3) of glibc 2.36 reads; null where it returns 0. */
const readings: readonly (readonly [string, string | null])[] = [
  ['10.0.0.1', '10.0.0.1'],
  ['10.0.1', '10.0.0.1'],
  ['10.1', '10.0.0.1'],
  ['167772161', '10.0.0.1'],
  ['24', '0.0.0.24'],
  ['0', '0.0.0.0'],
  ['0x0a000001', '10.0.0.1'],
  ['0X0A.1', '10.0.0.1'],
  ['0x00000000000000ff', '0.0.0.255'],
  ['0x1.0x2.0x3.0x4', '1.2.3.4'],
  ['010.0.0.1', '8.0.0.1'],
  ['0377.0377', '255.0.0.255'],
  ['00000000000000000000012', '0.0.0.10'],
  ['4294967295', '255.255.255.255'],
  ['4294967296', null],
  ['99999999999999999999', null],
  ['1.16777215', '1.255.255.255'],
  ['1.16777216', null],
  ['1.2.65535', '1.2.255.255'],
  ['1.2.65536', null],
  ['1.2.3.256', null],
  ['256.1', null],
  ['1.2.3.4 ', '1.2.3.4'],
  ['1.2.3.4 trailing words', '1.2.3.4'],
  ['1.2.3.4\t80', '1.2.3.4'],
  ['1.2.3.4\n', '1.2.3.4'],
  ['1.2.3.4\v', '1.2.3.4'],
  ['1.2.3.4\u00a0', null],
  ['1.2.3.4x', null],
  ['1.2.3.4.', null],
  ['1.2.3.4.5', null],
  ['1.2.3.', null],
  [' 1.2.3.4', null],
  ['1. 2', null],
  ['', null],
  ['.', null],
  ['a', null],
  ['0x', null],
  ['0xg', null],
  ['08', null],
  ['09.1', null],
  ['-1', null],
  ['+1', null],
  ['1e3', null],
];

for (const [text, expected] of readings) {
  test(`inet_aton reads ${JSON.stringify(text)} as ${expected ?? 'nothing'}`, () => {
    const address = inetAton(text);
    assert.equal(address ? formatAddress(address) : null, expected);
  });
}

test('every way of writing an address is read as that address', () => {
  const radixes = fc.array(fc.constantFrom(8, 10, 16), {minLength: 4, maxLength: 4});
  fc.assert(
    fc.property(anyIpv4, fc.integer({min: 1, max: 4}), radixes, (address, count, bases) => {
      const numbers = Array.from({length: count}, (_, i) => {
        const isLast = i === count - 1;
        return isLast ? address.value % 2 ** (8 * (5 - count)) : (address.value >>> (24 - 8 * i)) & 255;
      });
      const texts = numbers.map((number, i) =>
        bases[i] === 8 ? `0${number.toString(8)}` : bases[i] === 16 ? `0x${number.toString(16)}` : String(number),
      );
      assert.deepEqual(inetAton(texts.join('.')), address, texts.join('.'));
    }),
  );
});
