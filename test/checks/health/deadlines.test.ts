import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Deadlines, type Timed} from '../../../src/checks/health/deadlines.js';
import {chance} from '../../parity/seed.js';

test('deadlines that are set, moved and taken back come in their order', () => {
  const dice = chance(1);
  const items = Array.from({length: 200}, (): Timed => ({dueAt: undefined, slot: 0}));
  const deadlines = new Deadlines<Timed>();
  const earliest = () => Math.min(...items.map(({dueAt}) => dueAt ?? Number.POSITIVE_INFINITY));
  for (let round = 0; round < 20_000; round++) {
    const item = dice.happens(0.2) ? (deadlines.next ?? items[0]!) : dice.pick(items);
    deadlines.set(item, dice.happens(0.4) ? undefined : dice.below(500));
    assert.equal(deadlines.next?.dueAt ?? Number.POSITIVE_INFINITY, earliest());
  }
  for (const item of items) deadlines.set(item, undefined);
  assert.equal(deadlines.next, undefined);
});
