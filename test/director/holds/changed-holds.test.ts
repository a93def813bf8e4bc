import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {changedHolds} from '../../../src/director/holds/changed-holds.js';
import type {HoldState} from '../../../src/director/protocol/director-state.js';
import {noNotify, noTracking} from '../../../src/vrrp/router/configuration.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';

const apart = configuration([router(), router({name: 'VI_2', virtualRouter: 52})]);
const group = (...members: string[]) => ({
  ...apart,
  groups: [{name: 'G', members, tracking: noTracking, notify: noNotify}],
});

function hold(target: string, as: HoldState['as'] = 'backup', since = 1): HoldState {
  return {target, as, since, owner: 'alice', reason: undefined, expires: undefined};
}

describe('a reload says what becomes of holds', () => {
  test('nothing, where the routers that they hold are the same', () => {
    assert.deepEqual(changedHolds([hold('VI_1'), hold('gone')], apart, apart), []);
    assert.deepEqual(changedHolds([hold('VI_1')], apart, configuration(apart.routers.toReversed())), []);
  });

  test('whose router is renamed or removed: not in force any more, and what to do', () => {
    const renamed = configuration([router({name: 'web'}), ...apart.routers.slice(1)]);
    assert.deepEqual(changedHolds([hold('VI_1'), hold('VI_2')], apart, renamed), [
      'the hold of VI_1 as backup by alice; not in force any more, for nothing is called VI_1: lvsctl vrrp hold holds what is, lvsctl vrrp release VI_1 forgets this one',
    ]);
  });

  test('whose group is dissolved', () => {
    const [line = '', ...more] = changedHolds([hold('G')], group('VI_1', 'VI_2'), apart);
    assert.match(line, /^the hold of G as backup by alice; not in force any more, for nothing is called G/);
    assert.deepEqual(more, []);
  });

  test('that hold others too, or less', () => {
    assert.deepEqual(changedHolds([hold('VI_1')], apart, group('VI_1', 'VI_2')), [
      'the hold of VI_1 as backup by alice; VI_2 is held by it too',
    ]);
    assert.deepEqual(changedHolds([hold('G')], group('VI_1', 'VI_2'), group('VI_1')), [
      'the hold of G as backup by alice; VI_2 is not held by it any more',
    ]);
  });

  test('of which a newer one takes the place, and which come into force', () => {
    const both = [hold('VI_1', 'master', 1), hold('VI_2', 'backup', 2)];
    assert.deepEqual(changedHolds(both, apart, group('VI_1', 'VI_2')), [
      'the hold of VI_1 as master by alice; not in force any more, for G has another that is newer, the hold of VI_2 as backup by alice',
      'the hold of VI_2 as backup by alice; VI_1 is held by it too',
    ]);
    assert.deepEqual(changedHolds([hold('G')], apart, group('VI_1', 'VI_2')), [
      'the hold of G as backup by alice; VI_1, VI_2 are held by it',
    ]);
  });
});
