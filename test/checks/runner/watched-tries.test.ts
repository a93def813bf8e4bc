import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {checkKey} from '../../../src/checks/check-key.js';
import type {Check} from '../../../src/checks/check.js';
import {Health} from '../../../src/checks/health/health.js';
import type {ProbeWorld} from '../../../src/checks/probe/probe-world.js';
import {CheckRunner, type OtherEffect} from '../../../src/checks/runner/check-runner.js';
import {ipv4} from '../../../src/net/address.js';
import {VirtualTime} from '../../director/control/virtual-time.js';

const check: Check = {
  probe: {type: 'file', path: '/run/web', weight: 0, isReversed: false},
  schedule: {interval: 0, fall: 1, rise: 1, retryDelay: 0, warmup: 0, startsDown: false, tellsAllFailures: false},
};

describe('a check of what tells of itself', () => {
  test('counts a change at once, and asks nothing meanwhile', async () => {
    const bench = await started();
    assert.equal(bench.state, 'up', 'no file says 0');
    const readings = bench.readings;
    bench.advance(30_000);
    assert.equal(bench.readings, readings);
    bench.write(1);
    assert.equal(bench.state, 'down');
    bench.write(0);
    assert.equal(bench.state, 'up');
    assert.deepEqual(bench.happened, ['up', 'down', 'up']);
  });

  test('is known to be so, however long nothing changes', async () => {
    const bench = await started();
    bench.advance(300_000);
    const lastAt = bench.health.check(checkKey(check))?.lastAt ?? 0;
    assert.ok(bench.time.now - lastAt <= 60_000, `${bench.time.now - lastAt} ms`);
  });

  test('loses no change in a time in which its process was not let run', async () => {
    const bench = await started();
    bench.time.now += 60_000;
    bench.write(1);
    bench.advance(2000);
    assert.equal(bench.state, 'down');
  });

  test('is let go with a configuration that has it no more, also between two tries', async () => {
    const bench = await started();
    bench.time.now += 60_000;
    bench.write(1);
    assert.equal(bench.state, 'up', 'what came late does not count yet');
    bench.runner.step({type: 'configure', pools: [{...pool, members: []}], present: new Map(), seed: 1});
    assert.equal(bench.watchers, 0);
    bench.runner.stop();
  });

  test('is let go with the last who needs it', async () => {
    const bench = await started();
    assert.equal(bench.watchers, 1);
    bench.runner.step({type: 'disable', pool: 'pool', member: undefined});
    assert.equal(bench.watchers, 0);
    bench.runner.step({type: 'enable', pool: 'pool', member: undefined});
    bench.advance(100);
    assert.equal(bench.watchers, 1);
    bench.runner.stop();
    assert.equal(bench.watchers, 0);
  });
});

async function started(): Promise<Bench> {
  const bench = new Bench();
  bench.runner.step({type: 'configure', pools: [pool], present: new Map(), seed: 1});
  for (let turn = 0; turn < 20; turn++) {
    bench.advance(1);
    await new Promise(resolve => setTimeout(resolve, 5)); // the probe is loaded when it is first tried
    if (bench.state === 'up') return bench;
  }
  throw new Error(`the check is ${bench.state}`);
}

const pool = {
  name: 'pool',
  quorum: 1,
  hysteresis: 0,
  quorumCounts: 'weights' as const,
  sorry: undefined,
  members: [
    {
      name: 'server',
      host: ipv4(0x7f000001),
      weight: 1,
      checks: [check],
      isOff: false,
      whenDown: 'remove' as const,
      holdDown: 0,
      slowStart: {over: 0, steps: 1},
      dependsOn: [],
    },
  ],
};

class Bench {
  readonly time = new VirtualTime();
  readonly happened: string[] = [];
  readonly health = new Health();
  readings = 0;
  #value: number | undefined;
  readonly #calls = new Set<(value: number | undefined) => void>();
  readonly runner = new CheckRunner(this.health, {
    probes: this.#world(),
    now: this.time.clock,
    onEffect: (effect: OtherEffect) => {
      if (effect.type === 'happened' && effect.happening.member !== undefined)
        this.happened.push(effect.happening.type);
    },
  });

  get state(): string | undefined {
    return this.health.check(checkKey(check))?.state;
  }

  get watchers(): number {
    return this.#calls.size;
  }

  write(value: number): void {
    this.#value = value;
    for (const call of this.#calls) call(value);
  }

  advance(milliseconds: number): void {
    for (let at = 0; at < milliseconds; at += 500) this.time.advance(Math.min(500, milliseconds - at));
  }

  #world(): ProbeWorld {
    const world: Partial<ProbeWorld> = {
      clock: this.time.clock,
      after: this.time.after,
      watchNumber: (_path, call) => {
        this.readings++;
        this.#calls.add(call);
        call(this.#value);
        return () => void this.#calls.delete(call);
      },
    };
    return world as ProbeWorld;
  }
}
