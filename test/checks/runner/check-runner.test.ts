import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {checkKey} from '../../../src/checks/check-key.js';
import type {Check} from '../../../src/checks/check.js';
import {Health} from '../../../src/checks/health/health.js';
import type {HealthEffect, HealthEvent} from '../../../src/checks/health/health-event.js';
import type {HealthModel} from '../../../src/checks/health/health-model.js';
import type {PoolSettings} from '../../../src/checks/health/settings.js';
import type {ProbeWorld} from '../../../src/checks/probe/probe-world.js';
import {CheckRunner, type OtherEffect} from '../../../src/checks/runner/check-runner.js';
import {ipv4} from '../../../src/net/address.js';
import {linuxProbeWorld} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';
import {httpProbe, limits, respond} from '../probe/responders.js';

const skip = enterOwnNetwork();
const world = linuxProbeWorld();
const now = () => performance.timeOrigin + performance.now();

function check(port: number, interval = 50): Check {
  return {
    probe: {type: 'tcp', target: {address: ipv4(0x7f000001), port}, limits},
    schedule: {interval, fall: 1, rise: 1, retryDelay: interval, warmup: 1, startsDown: false, tellsAllFailures: false},
  };
}

function poolOf(checks: readonly Check[]): PoolSettings {
  const members = checks.map((one, index) => ({
    name: `server ${index}`,
    host: ipv4(0x7f000001),
    weight: 1,
    checks: [one],
    isOff: false,
    whenDown: 'remove' as const,
    holdDown: 0,
    slowStart: {over: 0, steps: 1},
    dependsOn: [],
  }));
  return {name: 'pool', quorum: 1, hysteresis: 0, quorumCounts: 'weights', sorry: undefined, members};
}

const configure = (checks: readonly Check[]): HealthEvent => ({
  type: 'configure',
  pools: [poolOf(checks)],
  present: new Map(),
  seed: 1,
});

/** A model that wants what the test wants, and keeps what it is told. */
class Script implements HealthModel {
  readonly told: HealthEvent[] = [];
  wants: HealthEffect[] = [];
  deadline: number | undefined;
  readonly pools = [];
  onTold: () => void = () => undefined;

  step(event: HealthEvent): readonly HealthEffect[] {
    this.told.push(event);
    this.onTold();
    return this.wants.splice(0);
  }
  pool(): undefined {}
  check(): undefined {}

  /** Until so many events of a type were told. */
  async until(type: HealthEvent['type'], count: number): Promise<void> {
    while (this.told.filter(event => event.type === type).length < count)
      await new Promise<void>(resolve => {
        this.onTold = resolve;
      });
  }
}

/** @param most tries under way */
function run(script: Script, checks: readonly Check[], probes: ProbeWorld = world, most = 100) {
  const effects: OtherEffect[] = [];
  const runner = new CheckRunner(script, {probes, now, onEffect: effect => effects.push(effect)}, most);
  runner.step(configure(checks));
  return {runner, effects};
}

describe('the runner', {skip}, () => {
  test('tries checks until they are what they are, with the health there is', {timeout: 5000}, async () => {
    const server = await respond(() => undefined);
    const checks = [check(server.target.port), check(1)];
    const health = new Health();
    const plans: string[] = [];
    let resolve = () => {};
    const done = new Promise<void>(settle => {
      resolve = settle;
    });
    const onEffect = (effect: OtherEffect) => {
      if (effect.type === 'plan') plans.push(effect.pool);
      const states = health.pools[0]?.members.map(({state}) => state).join();
      if (states === 'up,down') resolve();
    };
    const runner = new CheckRunner(health, {probes: world, now, onEffect});
    runner.step(configure(checks));
    await done;
    runner.stop();
    server.close();
    assert.ok(plans.includes('pool'));
  });

  test('tells one verdict for each try', async () => {
    const script = new Script();
    const checks = [check(1), check(2)];
    script.wants = checks.map(one => ({type: 'try', check: checkKey(one)}));
    const {runner} = run(script, checks);
    await script.until('verdict', 2);
    runner.stop();
    const told = script.told.flatMap(event => (event.type === 'verdict' ? [event] : []));
    assert.deepEqual(told.map(event => event.check).sort(), checks.map(checkKey).sort());
    assert.ok(told.every(({verdict}) => verdict.words === 'connection refused'));
  });

  test('has no more tries under way than it may, and forgets those that wait when they are cancelled', async () => {
    const server = await respond(() => undefined);
    const script = new Script();
    const checks = Array.from({length: 10}, (_, i) => check(server.target.port, i + 50));
    let open = 0;
    let most = 0;
    const counted: ProbeWorld = {
      ...world,
      clock: () => {
        open++;
        return world.clock();
      },
    };
    script.wants = checks.map(one => ({type: 'try', check: checkKey(one)}));
    const {runner} = run(script, checks, counted, 2);
    most = open; // each try asks the clock when it starts
    runner.perform([{type: 'cancel', check: checkKey(checks[9] as Check)}]);
    await script.until('verdict', 9);
    runner.stop();
    server.close();
    assert.ok(most < 10, String(most));
    assert.equal(script.told.filter(({type}) => type === 'verdict').length, 9);
  });

  test('lets the loop breathe between many tries', async () => {
    const script = new Script();
    const checks = Array.from({length: 200}, (_, i) => check(1, i + 50));
    script.wants = checks.map(one => ({type: 'try', check: checkKey(one)}));
    let starts = 0;
    const clock = () => {
      starts++;
      return world.clock();
    };
    const counted: ProbeWorld = {...world, clock};
    const {runner} = run(script, checks, counted, 1000);
    assert.ok(starts < 100, String(starts));
    await script.until('verdict', 200);
    runner.stop();
  });

  test('asks a host, and says whether it answered', async () => {
    const script = new Script();
    const answers = [
      {type: 'answered', latency: 1},
      {type: 'silent'},
      {type: 'failed', code: 'EHOSTUNREACH', words: ''},
      {type: 'failed', code: 'EPERM', words: ''},
    ] as const;
    let asked = 0;
    const probes: ProbeWorld = {
      ...world,
      ping: (_, onEnd) => {
        const end = answers[asked++] as (typeof answers)[number];
        queueMicrotask(() => onEnd(end));
        return () => undefined;
      },
    };
    script.wants = answers.map(() => ({type: 'ask-host', host: '127.0.0.1'}));
    const {runner} = run(script, [], probes);
    await script.until('host', 4);
    runner.stop();
    const told = script.told.flatMap(event => (event.type === 'host' ? [event.answered] : []));
    assert.deepEqual(told, [true, false, false, undefined]);
  });

  test('gives the clock when it is wanted, and one that was put off later', async () => {
    const script = new Script();
    const began = now();
    script.deadline = began + 20;
    const {runner} = run(script, []);
    script.deadline = began + 60;
    const woken = script.until('clock', 1);
    await woken;
    assert.ok(now() >= began + 60 && now() < began + 200, String(now() - began));
    script.deadline = undefined;
    runner.stop();
  });

  test('tries now for somebody who watches, and health is not told', async () => {
    const script = new Script();
    const {runner} = run(script, []);
    const steps: string[] = [];
    const server = await respond(() => undefined);
    const verdict = await new Promise(resolve =>
      runner.runNow(check(server.target.port), step => steps.push(step.name), resolve),
    );
    server.close();
    runner.stop();
    assert.equal((verdict as {type: string}).type, 'up');
    assert.deepEqual(steps, ['connect']);
    assert.deepEqual(
      script.told.map(({type}) => type),
      ['configure'],
    );
  });

  test('a try that the process stood still during is no failure of the server', {timeout: 10_000}, async () => {
    const server = await respond(socket => {
      const timer = setTimeout(() => socket.end('HTTP/1.1 200 OK\r\n\r\n'), 100);
      socket.on('close', () => clearTimeout(timer));
    });
    const one: Check = {...check(1, 200), probe: httpProbe(server.target)};
    const health = new Health();
    const states: string[] = [];
    const runner = new CheckRunner(health, {probes: world, now, onEffect: () => undefined});
    runner.step(configure([one]));
    const isUp = async () => {
      while (health.check(checkKey(one))?.state !== 'up') await new Promise(resolve => setTimeout(resolve, 5));
    };
    await isUp();
    const before = server.asked.length;
    while (server.asked.length === before) await new Promise(resolve => setTimeout(resolve, 1));
    // as SIGSTOP does: the limit of the try passes, and its answer comes too late
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    const after = server.asked.length;
    while (server.asked.length < after + 2) {
      states.push(health.check(checkKey(one))?.state as string);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    runner.stop();
    server.close();
    assert.deepEqual([...new Set(states)], ['up']);
  });

  test('is still when it was stopped', async () => {
    const script = new Script();
    const server = await respond(() => undefined);
    const one = check(server.target.port);
    script.wants = [{type: 'try', check: checkKey(one)}];
    const {runner} = run(script, [one]);
    runner.stop();
    runner.step({type: 'clock'});
    assert.deepEqual(
      script.told.map(({type}) => type),
      ['configure'],
    );
    server.close();
  });
});
