import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lockHolder, NamespaceLock} from '../../../src/kernel/process/namespace-lock.js';

test('a network namespace is locked by one at a time, and it is known by whom', () => {
  const [first, second] = [new NamespaceLock(), new NamespaceLock()];
  if (!first.take()) return; // a director runs here
  assert.equal(second.take(), false);
  assert.deepEqual(second.holder, {pid: process.pid, isRoot: process.getuid?.() === 0});
});

test('who has a lock stands in /proc/locks, without those who wait for it', () => {
  const text = [
    '1: POSIX  ADVISORY  WRITE 812 00:1b:77 0 EOF',
    '2: FLOCK  ADVISORY  WRITE 6044 00:04:4026531833 0 EOF',
    '2: -> FLOCK  ADVISORY  WRITE 6050 00:04:4026531833 0 EOF',
    '3: FLOCK  ADVISORY  WRITE 0 00:04:99 0 EOF',
    '',
  ].join('\n');
  assert.equal(lockHolder(text, 4_026_531_833), 6044);
  assert.equal(lockHolder(text, 77), undefined);
  assert.equal(lockHolder(text, 99), undefined);
});
