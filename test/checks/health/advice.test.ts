import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advise, mergeAdvice} from '../../../src/checks/health/advice.js';
import type {Advice} from '../../../src/checks/probe/verdict.js';

const agent = (said: Partial<Extract<Advice, {type: 'agent'}>>): Advice => ({
  type: 'agent',
  percent: undefined,
  admin: undefined,
  operation: undefined,
  reason: undefined,
  ...said,
});

test('without advice the configured weight holds, and nobody is named', () => {
  assert.deepEqual(advise(5, []), {weight: 5, isQuiesced: false, isDown: false, words: undefined});
});

test('keepalived adds up what its checks make of the configured weight', () => {
  assert.equal(
    advise(5, [
      {type: 'weight', weight: 8},
      {type: 'add', amount: -2},
    ]).weight,
    6,
  );
  assert.equal(
    advise(5, [
      {type: 'weight', weight: 8},
      {type: 'weight', weight: 3},
    ]).weight,
    6,
  );
  assert.equal(advise(5, [{type: 'weight', weight: undefined}]).weight, 5);
});

test('a weight is never below 0, nor above what the kernel takes', () => {
  assert.equal(advise(5, [{type: 'add', amount: -9}]).weight, 0);
  assert.equal(advise(2_147_483_647, [{type: 'add', amount: 9}]).weight, 2_147_483_647);
});

test('percent are rounded up, as HAProxy does, so that only 0% is nothing', () => {
  assert.equal(advise(10, [agent({percent: 1})]).weight, 1);
  assert.equal(advise(100, [agent({percent: 7})]).weight, 7);
  assert.equal(advise(10, [{type: 'percent', percent: 55}]).weight, 6);
  assert.equal(advise(10, [agent({percent: 0})]).weight, 0);
  for (let percent = 0; percent <= 256; percent++)
    assert.equal(advise(300, [agent({percent})]).weight, 3 * percent, `${percent}%`);
});

test('an agent that leaves something out has said nothing of it', () => {
  const drained = mergeAdvice(agent({admin: 'drain', percent: 50}), agent({operation: 'up'}));
  assert.deepEqual(advise(10, [drained]), {weight: 5, isQuiesced: true, isDown: false, words: 'the agent says drain'});
  const ready = mergeAdvice(drained, agent({admin: 'ready'}));
  assert.equal(advise(10, [ready]).isQuiesced, false);
});

test('an agent that says stopped, with its reason, makes the server down until it says up', () => {
  const stopped = agent({operation: 'stopped', reason: 'kernel update'});
  assert.equal(advise(10, [stopped]).isDown, true);
  assert.equal(advise(10, [stopped]).words, 'the agent says stopped (kernel update)');
  assert.equal(advise(10, [mergeAdvice(stopped, agent({percent: 100}))]).isDown, true);
  assert.equal(advise(10, [mergeAdvice(stopped, agent({operation: 'up'}))]).isDown, false);
});
