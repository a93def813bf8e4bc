import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advise} from '../../../src/checks/health/advice.js';
import {memberDeadline, type MemberState, placeOf, stepMember} from '../../../src/checks/health/member-state.js';
import {memberOf} from './settings.js';

const since = 1_790_000_000_000;
const state = (phase: MemberState['phase'], at = since): MemberState => ({phase, since: at, isTrusted: false});
const growing = (weight: number, over: number, steps: number) => memberOf('10.0.0.11', {weight, slow: over, steps});

test('the weight grows in equal steps, and is whole at the end', () => {
  const settings = growing(10, 4000, 4);
  const weights = [0, 999, 1000, 2000, 3000, 4000].map(after =>
    placeOf(settings, state('starting'), advise(10, []), false, since + after),
  );
  assert.deepEqual(
    weights.map(place => place.type === 'in' && place.weight),
    [1, 1, 2, 5, 7, 10],
  );
});

test('whatever the span and the steps, every deadline of a slow start is later than the one before, and it ends', () => {
  for (const over of [1, 7, 10, 333, 1000, 86_400_000 / 700]) {
    for (const steps of [0, 1, 3, 7, 100, 1e9]) {
      const settings = growing(100, over, steps);
      let [now, current, weight, count] = [since, state('starting'), 0, 0];
      for (
        let due = memberDeadline(settings, current, now);
        due !== undefined;
        due = memberDeadline(settings, current, now)
      ) {
        assert.ok(due > now, `${over} ms in ${steps} steps: ${due - since} after ${now - since}`);
        assert.ok(count++ <= over / 100);
        now = due;
        current = stepMember(settings, current, 'up', now);
        const place = placeOf(settings, current, advise(100, []), false, now);
        assert.ok(place.type === 'in' && place.weight >= weight);
        weight = place.weight;
      }
      assert.equal(now, since + over);
      assert.deepEqual([current.phase, weight], ['up', 100]);
    }
  }
});

test('a first proof is no return: neither hold-down nor slow start', () => {
  const settings = memberOf('10.0.0.11', {hold: 1000, slow: 1000});
  assert.equal(stepMember(settings, state('unproven'), 'up', since).phase, 'up');
  assert.equal(stepMember(settings, state('down'), 'up', since).phase, 'holding');
  assert.equal(stepMember(settings, state('holding', since - 1000), 'up', since).phase, 'starting');
});

test('what is not decided changes nothing, but nobody proves himself meanwhile', () => {
  const settings = memberOf('10.0.0.11', {hold: 1000});
  for (const phase of ['unproven', 'up', 'down'] as const)
    assert.equal(stepMember(settings, state(phase), 'unknown', since + 1).phase, phase);
  assert.equal(stepMember(settings, state('holding'), 'unknown', since + 1).phase, 'down');
});

test('one that is off is out, and unproven when it is on again', () => {
  const off = memberOf('10.0.0.11', {off: 1});
  assert.deepEqual(placeOf(off, stepMember(off, state('up'), 'up', since), advise(1, []), false, since), {type: 'out'});
  assert.equal(stepMember(memberOf('10.0.0.11'), state('off'), 'unknown', since).phase, 'unproven');
});

test('one that is down is removed, or stays with weight 0', () => {
  const quiesced = memberOf('10.0.0.11', {down: 'quiesce'});
  assert.deepEqual(placeOf(memberOf('10.0.0.11'), state('down'), advise(1, []), false, since), {type: 'out'});
  assert.deepEqual(placeOf(quiesced, state('down'), advise(1, []), false, since), {type: 'quiesced'});
  assert.deepEqual(placeOf(quiesced, state('up'), advise(1, []), true, since), {type: 'quiesced'});
});
