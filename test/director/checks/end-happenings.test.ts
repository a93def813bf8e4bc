import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {MemberStanding, PoolStanding} from '../../../src/checks/health/standing.js';
import {endHappenings} from '../../../src/director/checks/end-happenings.js';
import {pool} from './pools.js';

const member = (name: string, place: MemberStanding['place']): MemberStanding => ({
  name,
  state: 'up',
  since: 0,
  cause: '',
  layer: undefined,
  place,
  checks: [],
});

test('at the end of a director whoever has clients is down, and then the quorum is lost', () => {
  const members = [
    member('a', {type: 'in', weight: 0}),
    member('b', {type: 'out'}),
    member('c', {type: 'quiesced'}),
    member('d', {type: 'as-is'}),
  ];
  const told = (tellsAtEnd: boolean, hasQuorum: boolean) => {
    const one = pool('10.0.0.1', [], {tellsAtEnd});
    const standing: PoolStanding = {
      name: one.name,
      hasQuorum,
      since: 0,
      count: 1,
      threshold: 1,
      sorry: 'none',
      members,
    };
    return endHappenings([one], {pool: () => standing}, 5).map(happening => [happening.type, happening.member]);
  };
  assert.deepEqual(told(true, true), [
    ['down', 'a'],
    ['quorum-down', undefined],
  ]);
  assert.deepEqual(told(true, false), [['down', 'a']], 'a quorum that was lost is not lost again');
  assert.deepEqual(told(false, true), [], 'only where it is wanted: omega');
});
