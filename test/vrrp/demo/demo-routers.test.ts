import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {openDemoRouters} from '../../../src/vrrp/demo/open-demo-routers.js';
import type {SwitchOutcome, SwitchPlan} from '../../../src/vrrp/handover/router-owner.js';

/** A clock that is moved by hand. */
class Clock {
  now = Date.UTC(2026, 0, 15, 12);
  readonly #timers = new Set<{readonly at: number; readonly call: () => void}>();

  clock = () => this.now;

  after = (delay: number, call: () => void) => {
    const timer = {at: this.now + delay, call};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (let rounds = 0; rounds < 100_000; rounds++) {
      const next = [...this.#timers].filter(({at}) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = next.at;
      this.#timers.delete(next);
      next.call();
      await new Promise(resolve => setImmediate(resolve));
    }
    this.now = end;
  }
}

async function openPair(seed?: number) {
  const clock = new Clock();
  const pair = openDemoRouters(clock, seed);
  await pair.source.start(() => {});
  return {clock, ...pair};
}

const request = (target: string, to: 'master' | 'backup') => ({
  target,
  to,
  via: 'auto' as const,
  file: undefined,
  hold: undefined,
  owner: 'root',
  reason: 'a test',
});

describe('the made-up pair', () => {
  test('is the same for the same seed and clock, however often it is read', async () => {
    const a = await openPair();
    const b = await openPair();
    for (let i = 0; i < 100; i++) {
      await a.clock.pass(1000);
      a.source.read();
    }
    await b.clock.pass(100_000);
    assert.deepEqual(a.source.read(), b.source.read());
    const other = await openPair(7);
    await other.clock.pass(100_000);
    assert.notDeepEqual(other.source.read().timeline, b.source.read().timeline);
  });

  test('has masters, a backup, and findings that come and go', async () => {
    const {clock, source} = await openPair();
    const codes = new Set<string>();
    for (let i = 0; i < 360; i++) {
      await clock.pass(500);
      for (const {code, confidence} of source.read().findings) codes.add(`${code} ${confidence}`);
    }
    assert.deepEqual([...codes].sort(), [
      'clear-authentication confirmed',
      'deaf-backup suspected',
      'lost-uplink confirmed',
    ]);
    const states = source.read().instances.map(({identity, state}) => `${identity.name} ${state}`);
    assert.deepEqual(states, ['web master', 'inside master', 'web6 master', 'dns backup']);
  });

  test('begins anew for whoever was away for long', async () => {
    const {clock, source} = await openPair();
    clock.now += 86_400_000;
    const {listened, timeline} = source.read();
    assert.ok(listened < 200_000);
    assert.ok(timeline.length > 0);
  });

  for (const [target, to, names] of [
    ['web', 'backup', ['web', 'inside']],
    ['site', 'backup', ['web', 'inside']],
    ['web6', 'backup', ['web6']],
    ['dns', 'master', ['dns']],
  ] as const) {
    test(`moves ${target} as it is done on a machine, and releases it`, async () => {
      const {clock, source, owners} = await openPair();
      const [owner] = owners;
      assert.ok(owner.knows(target));
      const before = source.read().instances.map(({state}) => state);
      const carryOut = async (plan: SwitchPlan): Promise<SwitchOutcome> => {
        assert.deepEqual(plan.objections, []);
        const outcomes: SwitchOutcome[] = [];
        void owner
          .carryOut(
            plan,
            () => {},
            () => false,
          )
          .then(outcome => outcomes.push(outcome));
        for (let i = 0; i < 200 && outcomes.length === 0; i++) await clock.pass(100);
        assert.ok(outcomes[0]);
        return outcomes[0];
      };
      const {result, hold, steps} = await carryOut(await owner.planSwitch(request(target, to)));
      assert.equal(result, 'done');
      assert.equal(steps[0]?.code, 'begun');
      assert.deepEqual(hold?.instances, names);
      assert.deepEqual(await owner.holds(), [hold]);
      const moved = source
        .read()
        .instances.filter(({identity}) => (names as readonly unknown[]).includes(identity.name));
      assert.ok(moved.every(({state}) => state === (to === 'master' ? 'master' : 'maintenance')));

      assert.equal((await carryOut(await owner.planRelease(target))).result, 'done');
      await clock.pass(6000);
      assert.deepEqual(
        source.read().instances.map(({state}) => state),
        before,
      );
      assert.deepEqual(await owner.holds(), []);
    });
  }

  test('has nothing to release in the beginning', async () => {
    const {owners} = await openPair();
    const plan = await owners[0].planRelease('web');
    assert.deepEqual(
      plan.objections.map(({code}) => code),
      ['not-held'],
    );
    const outcome = await owners[0].carryOut(
      plan,
      () => {},
      () => false,
    );
    assert.equal(outcome.result, 'put-back');
  });
});
