import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type PoolState, stepPool, thresholdOf} from '../../../src/checks/health/pool-state.js';
import type {PoolSettings} from '../../../src/checks/health/settings.js';
import {memberOf, poolOf} from './settings.js';

const start: PoolState = {hasQuorum: false, since: 0, isReplaced: false};

/** Counts one after the other; what is told of each. */
function follow(settings: PoolSettings, counts: readonly number[], from = start): (string | undefined)[] {
  let state = from;
  return counts.map((count, index) => {
    const [next, told] = stepPool(settings, state, count, index, index === 0);
    state = next;
    return told;
  });
}

test('the quorum comes at quorum + hysteresis and goes below quorum - hysteresis', () => {
  const settings = poolOf('P', {quorum: 5, hysteresis: 2});
  assert.deepEqual(follow(settings, [4, 6, 7, 5, 3, 2, 6, 7]), [
    undefined,
    undefined,
    'quorum-up',
    undefined,
    undefined,
    'quorum-down',
    undefined,
    'quorum-up',
  ]);
});

test('a start without quorum is told only where there is a sorry server, as keepalived does', () => {
  assert.deepEqual(follow(poolOf('P'), [0, 0]), [undefined, undefined]);
  assert.deepEqual(follow(poolOf('P', {sorry: 'goes'}), [0, 0]), ['quorum-down', undefined]);
  assert.deepEqual(follow(poolOf('P', {sorry: 'goes'}), [1, 1]), ['quorum-up', undefined]);
});

test('nothing is never a quorum, even where the hysteresis or a quorum of 0 would allow it', () => {
  assert.deepEqual(follow(poolOf('P', {quorum: 1, hysteresis: 1}), [2, 1, 0]), ['quorum-up', undefined, 'quorum-down']);
  assert.deepEqual(follow(poolOf('P', {quorum: 0}), [0, 0, 1, 0]), [undefined, undefined, 'quorum-up', 'quorum-down']);
});

test('a sorry server that a reload adds to a pool without quorum takes the clients, and is told', () => {
  const before: PoolState = {hasQuorum: false, since: 7, isReplaced: false};
  const [after, told] = stepPool(poolOf('P', {sorry: 'goes'}), before, 0, 9, true);
  assert.deepEqual([after, told], [{hasQuorum: false, since: 7, isReplaced: true}, 'quorum-down']);
});

test('a sorry server that a reload takes away gives its place to whoever is left, untold', () => {
  const before: PoolState = {hasQuorum: false, since: 7, isReplaced: true};
  assert.deepEqual(stepPool(poolOf('P'), before, 0, 9, true), [{...before, isReplaced: false}, undefined]);
});

test('a pool that is off as a whole has no sorry server either', () => {
  const settings = poolOf('P', {sorry: 'goes'}, [memberOf('10.0.0.11', {off: 1})]);
  assert.deepEqual(stepPool(settings, start, 0, 9, true), [start, undefined]);
});

test('the threshold is the bound that matters next', () => {
  const settings = poolOf('P', {quorum: 5, hysteresis: 2});
  assert.equal(thresholdOf(settings, start), 7);
  assert.equal(thresholdOf(settings, {...start, hasQuorum: true}), 3);
});
