import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseHex} from '../../../src/config/keepalived/lvs/read-checker.js';
import {readDecimal, readInteger, readUnsigned} from '../../../src/config/keepalived/walk/numbers.js';

test('integers are those of strtol, in base 10', () => {
  assert.deepEqual(readInteger('-5', -10, 10, false), {value: -5});
  assert.deepEqual(readInteger(' +007', -10, 10, false), {value: 7});
  assert.deepEqual(readInteger('', -10, 10, false), {value: 0});
  assert.equal(readInteger('0x5', -10, 10, false).value, undefined);
  assert.equal(readInteger('11', -10, 10, true).value, undefined);
  assert.ok(readInteger('11', -10, 10, true).fault);
});

test('a running keepalived takes what stands before other characters, `keepalived -t` does not', () => {
  assert.equal(readUnsigned('5s', 0, 10, true).value, 5);
  assert.ok(readUnsigned('5s', 0, 10, true).fault);
  assert.equal(readUnsigned('5s', 0, 10, false).value, undefined);
  assert.equal(readUnsigned('-5', 0, 10, true).value, undefined);
});

test('decimals are in units of their last place', () => {
  assert.deepEqual(readDecimal('1.5', 0, 1e9, 6), {value: 1_500_000});
  assert.deepEqual(readDecimal('.25', 0, 1e9, 6), {value: 250_000});
  assert.deepEqual(readDecimal('3', 0, 1e9, 3), {value: 3000});
  assert.equal(readDecimal('0.0000015', 0, 1e9, 6).value, 2); // rounded, and reported
  assert.ok(readDecimal('0.0000015', 0, 1e9, 6).fault);
  assert.equal(readDecimal('-1', 0, 1e9, 6).value, undefined);
  assert.equal(readDecimal('1.2.3', 0, 1e9, 6).fault, '"1.2.3" is not a number');
});

test('bytes in hexadecimal', () => {
  assert.deepEqual(parseHex('0a ff 1', false), [
    {value: 10, mask: 255},
    {value: 255, mask: 255},
    {value: 1, mask: 15},
  ]);
  assert.deepEqual(parseHex('aX', true), [{value: 0xa0, mask: 0xf0}]);
  assert.equal(parseHex('aX', false), undefined);
  assert.equal(parseHex('zz', true), undefined);
});
