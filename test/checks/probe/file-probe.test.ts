import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readFileNumber} from '../../../src/checks/probe/file/read-file-number.js';
import {watchFileProbe} from '../../../src/checks/probe/file/watch-file-probe.js';
import {startFileProbe} from '../../../src/checks/probe/file-probe.js';
import type {FileProbe} from '../../../src/checks/probe/probe.js';
import type {Verdict} from '../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';

/** A file whose number the test writes. */
function watched(value: number | undefined) {
  const watchers = new Set<(value: number | undefined) => void>();
  const world = linuxProbeWorld({
    watchNumber: (_, call) => {
      watchers.add(call);
      call(value);
      return () => watchers.delete(call);
    },
  });
  return {
    world,
    watchers,
    write: (next: number | undefined) => {
      for (const call of watchers) call(next);
    },
  };
}

const probe: FileProbe = {type: 'file', path: '/run/number', weight: 1, isReversed: false};

test('a number changes the weight, and the least of all is a failure', () => {
  const meaning = (value: number | undefined, weight: number, isReversed = false) => {
    const read = readFileNumber(value, {weight, isReversed});
    return read.type === 'up' && read.advice.type === 'add' ? read.advice.amount : read.type;
  };
  assert.equal(meaning(4, 1), 4);
  assert.equal(meaning(-3, 2), -6);
  assert.equal(meaning(3, 2, true), -6);
  assert.equal(meaning(undefined, 5), 0);
  assert.equal(meaning(-2147483648, 1), 'down');
  assert.equal(meaning(2147483647, 1), 2147483647);
  assert.equal(meaning(2147483647, 2), 2147483647);
  assert.equal(meaning(2147483647, 2, true), 'down');
  assert.equal(meaning(-2147483648, 1, true), 2147483647);
});

test('with weight 0 the file says whether it is up', () => {
  const up = (value: number | undefined, isReversed: boolean) =>
    readFileNumber(value, {weight: 0, isReversed}).type === 'up';
  assert.deepEqual([up(0, false), up(undefined, false), up(1, false), up(-1, false)], [true, true, false, false]);
  assert.deepEqual([up(0, true), up(undefined, true), up(1, true), up(-1, true)], [false, false, true, true]);
});

test('a try tells what the file says now, in a later turn, and lets it go', async () => {
  const {world, watchers} = watched(-2);
  let isLater = false;
  const verdict = verdictOf(startFileProbe, probe, world).then(found => ({found, isLater}));
  isLater = true;
  const {found} = await verdict;
  assert.deepEqual(
    {...found, latency: 0},
    {
      type: 'up',
      words: 'the file says -2: weight -2',
      latency: 0,
      advice: {type: 'add', amount: -2},
    },
  );
  assert.equal((await verdict).isLater, true);
  assert.equal(watchers.size, 0);
});

test('changes are told at once, and the first value is not one', () => {
  const {world, write, watchers} = watched(0);
  const told: Verdict[] = [];
  const stop = watchFileProbe({...probe, weight: 0}, world, verdict => told.push(verdict));
  assert.deepEqual(told, []);
  write(1);
  write(undefined);
  assert.deepEqual(
    told.map(({type, words}) => [type, words]),
    [
      ['down', 'the file says 1'],
      ['up', 'there is no file, which says 0'],
    ],
  );
  stop();
  assert.equal(watchers.size, 0);
});
