import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {age, clockTime} from '../../../src/tui/text/age.js';

test('an age is in the largest unit that has passed', () => {
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
  const ages = [-5, 999, 59 * second, minute, hour - 1, hour, day - 1, 2.9 * day, 999 * day, 1000 * day];
  assert.deepEqual(ages.map(age), ['0s', '0s', '59s', '1m', '59m', '1h', '23h', '2d', '999d', '2y']);
});

test('an age takes at most 4 cells', () => {
  fc.assert(fc.property(fc.double({noNaN: true, noDefaultInfinity: true}), value => assert.ok(age(value).length <= 4)));
});

test('clock times are of the place', () => {
  assert.equal(clockTime(Date.UTC(2026, 0, 1, 23, 59, 58), 0), '23:59:58');
  assert.equal(clockTime(Date.UTC(2026, 0, 1, 23, 59, 58), 330), '05:29:58');
  assert.equal(clockTime(Date.UTC(1970, 0, 1, 0, 0, 5), -60), '23:00:05');
});
