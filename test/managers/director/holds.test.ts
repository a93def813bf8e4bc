import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {HoldState} from '../../../src/director/protocol/director-state.js';
import {directorHolds} from '../../../src/managers/director/director-holds.js';
import {router, state} from './states.js';

function hold(target: string, as: HoldState['as'], since: number): HoldState {
  return {target, as, since, owner: 'alice', reason: undefined, expires: undefined};
}

const group = [router({name: 'VI_1', group: 'G'}), router({name: 'VI_2', virtualRouter: 52, group: 'G'})];

describe('the holds of a director', () => {
  test('of a member hold all of its sync group', () => {
    const [held] = directorHolds(state(group, {holds: [hold('VI_2', 'backup', 1)]}));
    assert.deepEqual([held?.instances, held?.isInForce], [['VI_1', 'VI_2'], true]);
  });

  test('of the same are not in force but for the newest', () => {
    const holds = [hold('VI_2', 'backup', 3), hold('VI_1', 'master', 1), hold('G', 'backup', 2)];
    assert.deepEqual(
      directorHolds(state(group, {holds})).map(({target, isInForce, how}) => [target, isInForce, how]),
      [
        ['VI_1', false, 'not in force: VI_2 is held anew since'],
        ['G', false, 'not in force: VI_2 is held anew since'],
        ['VI_2', true, 'the director keeps it backup'],
      ],
    );
  });

  test('of what is there no more are not in force', () => {
    const [held] = directorHolds(state(group, {holds: [hold('gone', 'backup', 1)]}));
    assert.deepEqual(
      [held?.instances, held?.isInForce, held?.how],
      [[], false, 'not in force: the director runs no such virtual router now'],
    );
  });
});
