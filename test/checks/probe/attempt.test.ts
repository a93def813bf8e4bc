import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Attempt} from '../../../src/checks/probe/attempt.js';
import type {ProbeWorld} from '../../../src/checks/probe/probe-world.js';

/** A world whose timers come when it is told to let them. */
function standing() {
  let now = 0;
  let timers: {readonly at: number; readonly call: () => void}[] = [];
  const world: Pick<ProbeWorld, 'clock' | 'after'> = {
    clock: () => now,
    after(delay, call) {
      const timer = {at: now + delay, call};
      timers.push(timer);
      return () => {
        timers = timers.filter(one => one !== timer);
      };
    },
  };
  const goTo = (time: number) => {
    now = time;
    for (const timer of timers.filter(({at}) => at <= now)) {
      timers = timers.filter(one => one !== timer);
      timer.call();
    }
  };
  return {world: world as ProbeWorld, goTo, waiting: () => timers.length};
}

test('a try whose timer comes in time ends with it', () => {
  const {world, goTo, waiting} = standing();
  const found: string[] = [];
  const attempt = new Attempt(world, 2000, ({words}) => found.push(words), undefined);
  attempt.expect(500, () => attempt.down('L4', 'silent', true));
  goTo(499);
  assert.deepEqual(found, []);
  goTo(510);
  assert.deepEqual([found, waiting()], [['silent'], 0]);
});

test('a process that stood still reads what has come before it ends a try, and once only', () => {
  const {world, goTo, waiting} = standing();
  const found: string[] = [];
  const attempt = new Attempt(world, 60_000, ({words}) => found.push(words), undefined);
  attempt.expect(500, () => attempt.down('L4', 'silent', true));
  goTo(1300);
  assert.deepEqual(found, []);
  attempt.extend(500); // the answer begins
  goTo(1330);
  assert.deepEqual(found, []);
  goTo(2700);
  assert.deepEqual([found, waiting()], [['silent'], 0]);
});

test('a try that is over in all that time ends with it, though its timer was late', () => {
  const {world, goTo, waiting} = standing();
  const found: boolean[] = [];
  const attempt = new Attempt(world, 1000, () => undefined, undefined);
  attempt.expect(2000, isWhole => {
    found.push(isWhole);
    attempt.down('L7', 'too long');
  });
  goTo(5000);
  attempt.extend(500);
  goTo(5030);
  assert.deepEqual([found, waiting()], [[true], 0]);
});
