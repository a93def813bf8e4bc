import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {progressBar, progressWords} from '../../../src/commands/drain/progress-text.js';
import {
  beginProgress,
  type Progress,
  remaining,
  shareDone,
  stepProgress,
} from '../../../src/maintenance/drain/progress.js';
import {rampedWeight, rampSteps} from '../../../src/maintenance/drain/ramp.js';

/** What is left at each second. */
function run(lefts: readonly number[]): Progress {
  const [first = 0, ...rest] = lefts;
  return rest.reduce((progress, left, i) => stepProgress(progress, left, 1000 * (i + 1)), beginProgress(first, 0));
}

const active = (count: number) => ({active: count, inactive: 0, persistent: 0});

/** Input, a rule, output. */
const transcripts: readonly (readonly [string, readonly number[], string])[] = [
  ['nothing is known at the beginning', [40], '40 connections left (40 active)'],
  ['a steady drain', [40, 38, 36, 34], '34 of 40 connections left (34 active), 2.0 end a second: about 17 s more'],
  ['nothing moves', [5, 5, 5], '5 connections left (5 active), none ends now'],
  ['more come', [5, 7, 9], '9 connections left (9 active), and more come'],
  ['all gone', [3, 0], '0 of 3 connections left'],
];

describe('progress', () => {
  for (const [name, lefts, words] of transcripts)
    test(`in words: ${name}`, () => {
      const progress = run(lefts);
      assert.equal(progressWords(progress, active(progress.left), 0), words);
    });

  test('names the kinds of connections that are left', () => {
    const words = progressWords(run([9]), {active: 3, inactive: 5, persistent: 1}, 0);
    assert.equal(words, '9 connections left (3 active, 5 inactive, 1 template)');
  });

  test('smooths the rate: a burst counts half after ten seconds', () => {
    const burst = run([100, 50, ...Array.from({length: 10}, () => 50)]);
    assert.ok(Math.abs((burst.endingPerSecond ?? 0) - 25) < 0.01, String(burst.endingPerSecond));
    assert.ok(Math.abs((remaining(burst, 0) ?? 0) - 2000) < 1);
  });

  test('is a bar as wide as the terminal has room, in ASCII, and never wider', () => {
    const progress = run([40, 30]);
    assert.equal(
      progressBar(progress, active(30), 0, 100),
      '[######..................] 30 of 40 connections left (30 active), 10.0 end a second: about 3 s more',
    );
    for (let columns = 1; columns < 130; columns++)
      assert.ok(progressBar(progress, active(30), 0, columns).length < Math.max(columns, 1), String(columns));
  });

  test('counts to where the drain may end', () => {
    assert.equal(shareDone(run([40, 25]), 10), 0.5);
    assert.equal(shareDone(run([40, 10]), 10), 1);
    assert.equal(remaining(run([40, 10]), 10), 0);
  });
});

describe('a slow start', () => {
  test('has at most ten steps, a second or more apart, the first at once and the last at the end', () => {
    assert.deepEqual(rampSteps(500), [{after: 0, share: 1}]);
    assert.deepEqual(
      rampSteps(2000).map(({after}) => after),
      [0, 1000, 2000],
    );
    const minute = rampSteps(60_000);
    assert.equal(minute.length, 10);
    assert.deepEqual([minute[0]?.after, minute[9]?.after, minute[9]?.share], [0, 60_000, 1]);
  });

  test('never gives a weight of 0, and ends at the weight', () => {
    const weights = rampSteps(60_000).map(step => rampedWeight(3, step));
    assert.deepEqual(weights, [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
    assert.equal(rampedWeight(0, {after: 0, share: 1}), 0);
  });
});
