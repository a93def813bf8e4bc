import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {PoolStanding} from '../../../src/checks/health/standing.js';
import {PlannedPools} from '../../../src/director/checks/planned-pools.js';

test('a pool to whose servers much happens at once is looked at once, in a later turn', () => {
  const timers: (() => void)[] = [];
  const noted: string[] = [];
  const after = (_delay: number, call: () => void) => {
    timers.push(call);
    return () => {};
  };
  const health = {pool: (name: string) => ({name}) as PoolStanding};
  const planned = new PlannedPools(after, health, ({name}) => {
    noted.push(name);
    if (noted.length === 1) planned.add('web');
  });
  for (let i = 0; i < 1000; i++) planned.add(i % 2 === 0 ? 'web' : 'mail');
  assert.deepEqual([noted.length, timers.length], [0, 1]);
  timers.shift()?.();
  assert.deepEqual([noted, timers.length], [['web', 'mail'], 1], 'what happens meanwhile is for the next turn');
  timers.shift()?.();
  assert.deepEqual(noted, ['web', 'mail', 'web']);
});
