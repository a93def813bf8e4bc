import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readClock} from '../../../src/kernel/clock/read-clock.js';

test('the kernel tells of its clock whoever asks', () => {
  const {isSynchronized, maximumError} = readClock();
  assert.equal(typeof isSynchronized, 'boolean');
  assert.ok(maximumError >= 0 && maximumError <= 16_000, `${maximumError} ms`); // NTP_PHASE_LIMIT of the kernel
});
