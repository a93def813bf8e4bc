import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {inSlices} from '../../../src/tui/data/in-slices.js';
import {Pace} from '../../../src/tui/data/pace.js';
import {sortInSlices} from '../../../src/tui/data/sliced-sort.js';
import {Series, TrendRecorder} from '../../../src/tui/data/trends.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';

describe('a sort in slices', () => {
  test('sorts as a sort does, and stays stable', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 0, max: 50}), {maxLength: 9000, size: 'max'}), numbers => {
        const items = numbers.map((value, place) => ({value, place}));
        const work = sortInSlices(items, (a, b) => a.value - b.value);
        let step = work.next();
        while (!step.done) step = work.next();
        assert.deepEqual(
          step.value,
          items.toSorted((a, b) => a.value - b.value),
        );
      }),
      {numRuns: 20},
    );
  });

  test('of many items gives others their turn, of few it does not', () => {
    const turns = (count: number) =>
      [
        ...sortInSlices(
          Array.from({length: count}, (_, i) => -i),
          (a, b) => a - b,
        ),
      ].length;
    assert.equal(turns(2000), 0);
    assert.ok(turns(100_000) > 100);
  });
});

test('work in slices pauses when a slice has taken its time', async () => {
  let [now, pauses] = [0, 0];
  const world = {clock: () => now, pause: async () => void pauses++};
  function* work(): Generator<void, string> {
    for (let i = 0; i < 10; i++) {
      now += 4;
      yield;
    }
    return 'done';
  }
  assert.equal(await inSlices(work(), world), 'done');
  assert.equal(pauses, 5);
});

describe('a pace', () => {
  test('lets what is cheap happen every time, and what is dear no oftener than it can be afforded', () => {
    for (const [cost, expected] of [
      [0, 100],
      [6, 100],
      [12, 50],
      [60, 10],
      [600, 1],
    ] as const) {
      const pace = new Pace(6);
      let times = 0;
      for (let refresh = 0; refresh < 100; refresh++)
        if (pace.isDue()) {
          times++;
          pace.spent(cost);
        }
      assert.equal(times, expected, `at ${cost} ms`);
    }
  });
});

describe('trends', () => {
  test('keep the last readings, the newest last, and nothing where there were none', () => {
    const series = new Series(4);
    for (const value of [1, 2, 3]) series.push(value);
    assert.deepEqual([...series.last(5)], [Number.NaN, Number.NaN, 1, 2, 3]);
    for (const value of [4, 5, 6]) series.push(value);
    assert.deepEqual([...series.last(5)], [Number.NaN, 3, 4, 5, 6]);
    assert.equal(series.length, 4);
  });

  test('are bounded: what was read longest ago goes first', () => {
    const recorder = new TrendRecorder();
    for (let i = 0; i < 5000; i++) {
      recorder.record(`row ${i}`, noStatistics.rates);
      recorder.record('always', noStatistics.rates);
    }
    assert.ok(recorder.of('always'));
    assert.ok(recorder.of('row 4999'));
    assert.equal(recorder.of('row 100'), undefined);
  });
});
