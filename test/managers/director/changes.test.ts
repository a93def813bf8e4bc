import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {HoldResult} from '../../../src/director/protocol/methods.js';
import {directorChange} from '../../../src/managers/director/director-change.js';
import {directorHolds} from '../../../src/managers/director/director-holds.js';
import {planDirectorSwitch} from '../../../src/managers/director/plan-director-switch.js';
import {movable, request} from '../../vrrp/handover/situations.js';
import {after, clock, FakeDirector} from './fake-director.js';
import {now} from './plan-situation.js';
import {router, state} from './states.js';

const grouped = [router({name: 'VI_1', group: 'G'}), router({name: 'VI_2', group: 'G', virtualRouter: 52})];
const alices = {target: 'G', as: 'master', since: 1, owner: 'alice', reason: 'hers', expires: undefined} as const;

describe('a change that was planned', () => {
  test('is put back: what was held before is held again, and nothing else', async () => {
    const director = new FakeDirector(state(grouped, {holds: [alices]}), {
      hold: params => ({...alices, ...params, replaced: [alices]}) as HoldResult,
      release: () => ({released: []}),
    });
    await director.start();
    const held = directorHolds(director.state);
    const members = grouped.map(({name}, i) => movable(name, 'master', [`vrid=${51 + i}`, 'group=G']));
    const planned = planDirectorSwitch(now(members, {held: held[0]}), request('VI_2', {isHeld: true, owner: 'bob'}));
    const answers: HoldResult[] = [];
    const world = {after, clock, runFolder: director.folder};
    const change = directorChange(world, planned, held, {onHeld: answer => answers.push(answer), onHandedOver() {}});
    try {
      await change.make();
      await change.undo();
    } finally {
      await director.remove();
    }
    assert.deepEqual(director.calls, [
      {method: 'hold', params: {target: 'VI_2', as: 'backup', owner: 'bob'}},
      {method: 'hold', params: {target: 'G', as: 'master', owner: 'alice', reason: 'hers'}},
    ]);
    assert.deepEqual(
      answers.map(({replaced}) => replaced.length),
      [1],
      'putting back replaces nothing that counts',
    );
  });
});
