import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {directorStateText, isWell} from '../../../src/commands/director/state-text.js';
import type {RouterState} from '../../../src/director/protocol/director-state.js';
import {routerOf, stateOf} from '../../director/protocol/states.js';

describe('the addresses of a virtual router', () => {
  const said = (difference: Partial<RouterState>) => {
    const state = stateOf([routerOf('VI_1', {addresses: ['10.0.1.5/32'], excluded: ['10.0.1.6/32'], ...difference})]);
    const line = directorStateText(state, state.startedAt)
      .split('\n')
      .find(text => text.startsWith('VI_1'));
    return [isWell(state), line];
  };

  test('are no news where a master has them all, and a backup none', () => {
    assert.deepEqual(said({state: 'master', presentAddresses: 2}), [
      true,
      'VI_1 master for 0 s: started, priority 100',
    ]);
    assert.deepEqual(said({}), [true, 'VI_1 backup for 0 s: started, priority 100']);
  });

  test('are a finding where a master lacks some', () => {
    assert.deepEqual(said({state: 'master', presentAddresses: 1}), [
      false,
      'VI_1 master for 0 s: started, priority 100, 1 of 2 addresses here',
    ]);
  });

  test('are a finding where the host has some and is not master', () => {
    assert.deepEqual(said({strayAddresses: ['10.0.1.6/32']}), [
      false,
      'VI_1 backup for 0 s: started, priority 100, on this host all the same: 10.0.1.6/32',
    ]);
  });
});
