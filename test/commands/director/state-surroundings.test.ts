import assert from 'node:assert/strict';
import {test} from 'node:test';
import {directorStateText, isWell} from '../../../src/commands/director/state-text.js';
import type {DirectorState} from '../../../src/director/protocol/director-state.js';
import {stateOf} from '../../director/protocol/states.js';

const state = stateOf();
const later = state.startedAt + 30_000;

test('a process that does not answer is a finding', () => {
  const silent: DirectorState = {
    ...state,
    processes: [{name: 'vrrp', pid: 4243, state: 'silent', since: later - 12_000, restarts: 0}],
  };
  assert.ok(isWell(state) && !isWell(silent));
  assert.match(directorStateText(silent, later), /^process vrrp silent \(4243\) for 12 s$/m);
});

test('somebody else who runs a virtual router of its own is a finding', () => {
  const configuration = {...state.configuration, foreign: ['VI_1 is what keepalived runs']};
  assert.ok(!isWell({...state, configuration}));
  assert.match(directorStateText({...state, configuration}, later), /^VI_1 is what keepalived runs$/m);
});
