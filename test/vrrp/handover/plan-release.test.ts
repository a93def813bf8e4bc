import assert from 'node:assert/strict';
import {test} from 'node:test';
import {planRelease} from '../../../src/vrrp/handover/plan-release.js';
import {file, movable, situation} from './situations.js';

const held = file('f', ['VI_1'], {value: 1});
const comesBack = (words: readonly string[], theirs: number) =>
  planRelease(situation([movable('VI_1', 'maintenance', words, theirs)], [held]), 'VI_1', []).settings.members[0]
    ?.comesBack;

test('a file that is not 0 is released, recorded or not', () => {
  const {change, plan} = planRelease(situation([movable('VI_1', 'maintenance')], [held]), 'VI_1', []);
  assert.ok(change?.type === 'file');
  assert.deepEqual([change.value, plan.objections, plan.isRelease], [0, [], true]);
});

test('a weighted file gets back what it said before', () => {
  const lifted = file('w', ['VI_1'], {weight: 1, value: 51});
  const {change} = planRelease(situation([movable('VI_1', 'master')], [lifted]), 'VI_1', [{path: '/run/w', undo: 7}]);
  assert.ok(change?.type === 'file');
  assert.equal(change.value, 7);
});

test('of a hold that somebody undid by hand the record is forgotten', () => {
  const over = file('f', ['VI_1']);
  const {change, plan} = planRelease(situation([movable('VI_1', 'master')], [over]), 'VI_1', [
    {path: '/run/f', undo: 0},
  ]);
  assert.deepEqual([change?.type, plan.objections], ['file', []]);
  assert.match(plan.steps[0] ?? '', /forget its record/);
});

test('a weighted file that nobody recorded is left alone', () => {
  const lifted = file('w', ['VI_1'], {weight: 1, value: 51});
  const {plan} = planRelease(situation([movable('VI_1', 'master')], [lifted]), 'VI_1', []);
  assert.deepEqual(
    plan.objections.map(({code}) => code),
    ['not-held'],
  );
});

test('whether it comes back: by preemption and priority, and unknown where something tracked may speak too', () => {
  assert.equal(comesBack([], 50), true);
  assert.equal(comesBack([], 150), false);
  assert.equal(comesBack(['nopreempt'], 50), false);
  assert.equal(comesBack(['track=script/check/-20'], 50), undefined);
});

test('without a daemon nothing is waited for', () => {
  const {settings} = planRelease(situation([movable('VI_1', 'init')], [held], {isRunning: false}), 'VI_1', []);
  assert.deepEqual([settings.members, settings.limits.back], [[], 0]);
});
