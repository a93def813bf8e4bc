import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {exact, percent, quantity} from '../../../src/tui/text/quantity.js';

test('quantities stand in one column', () => {
  const values = [
    0,
    7,
    9999,
    9999.6,
    10_000,
    99_940,
    99_960,
    100_000,
    9_999_499,
    9_999_500,
    1.5e9,
    2e13,
    3e15,
    2 ** 64,
  ];
  assert.deepEqual(values.map(quantity), [
    '   0 ',
    '   7 ',
    '9999 ',
    '10.0k',
    '10.0k',
    '99.9k',
    ' 100k',
    ' 100k',
    '9999k',
    '10.0M',
    '1500M',
    '20.0T',
    '3000T',
    '18.4E',
  ]);
  assert.deepEqual([-7, -999, -1000, Number.NaN, 1e30].map(quantity), ['  -7 ', '-999 ', '-1.0k', '   ? ', '   ? ']);
});

test('a quantity takes 5 cells and is within a hundredth of the number', () => {
  const powers = {' ': 0, k: 1, M: 2, G: 3, T: 4, P: 5, E: 6} as const;
  fc.assert(
    fc.property(fc.double({min: 0, max: 9e21, noNaN: true}), value => {
      const shown = quantity(value);
      assert.match(shown, /^ *\d+(\.\d)?[ kMGTPE]$/);
      assert.equal(shown.length, 5);
      const read = Number(shown.slice(0, 4)) * 1000 ** powers[shown[4] as keyof typeof powers];
      assert.ok(Math.abs(read - value) <= Math.max(0.5, value * 0.01), shown);
    }),
  );
});

test('exact numbers have all digits', () => {
  assert.deepEqual([0, 999, 1000, 1_234_567, -1234, 18446744073709551615n].map(exact), [
    '0',
    '999',
    '1,000',
    '1,234,567',
    '-1,234',
    '18,446,744,073,709,551,615',
  ]);
});

test('percentages take 4 cells', () => {
  const shares = [0, 0.07, 0.999, 1, 25, -1, undefined, Number.NaN];
  assert.deepEqual(
    shares.map(share => percent(share)),
    ['  0%', '  7%', '100%', '100%', '999%', '  0%', '   –', '   –'],
  );
  assert.equal(percent(undefined, '-'), '   -');
});
