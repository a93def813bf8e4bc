import assert from 'node:assert/strict';
import {test} from 'node:test';
import {checkKey} from '../../../src/checks/check-key.js';
import {Health} from '../../../src/checks/health/health.js';
import type {HealthEffect, HealthEvent} from '../../../src/checks/health/health-event.js';
import type {MemberSettings, PoolSettings} from '../../../src/checks/health/settings.js';
import type {Verdict} from '../../../src/checks/probe/verdict.js';
import {checkOf, memberOf, poolOf} from './settings.js';

const up: Verdict = {type: 'up', words: 'it works', latency: 1};
const many = Array.from({length: 10_000}, (_, index): MemberSettings => {
  const host = `10.1.${index >> 8}.${index & 255}`;
  return memberOf(`${host}:80`, {}, {checks: [checkOf(host, '80', {interval: 10_000, warmup: 10_000})]});
});

function configured(members: readonly MemberSettings[], seed = 1): Health {
  const health = new Health();
  health.step({type: 'configure', pools: [poolOf('P', {}, members)], present: new Map(), seed}, 0);
  return health;
}

/** Serves all deadlines until then, and answers each try 5 ms later. @returns when each try was */
function drive(health: Health, from: number, until: number): number[] {
  const tries: number[] = [];
  const letters: {readonly at: number; readonly check: string}[] = [];
  for (let now = from; ; ) {
    const at = Math.max(Math.min(letters[0]?.at ?? Number.POSITIVE_INFINITY, health.deadline!), now);
    if (at > until) return tries;
    now = at;
    const letter = letters[0]?.at === at ? letters.shift() : undefined;
    const event = letter ? ({type: 'verdict', check: letter.check, verdict: up} as const) : ({type: 'clock'} as const);
    for (const effect of health.step(event, now)) {
      if (effect.type !== 'try') continue;
      tries.push(now);
      letters.push({at: now + 5, check: effect.check});
    }
  }
}

function mostWithin(times: readonly number[], span: number): number {
  let [most, from] = [0, 0];
  for (const [index, time] of times.entries()) {
    while (times[from]! < time - span) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

test('10,000 checks begin spread over the warm-up, and stay so', () => {
  const tries = drive(configured(many), 0, 30_000);
  assert.ok(tries.length >= 29_900 && tries.length <= 30_000, `${tries.length} tries in 30 s`);
  assert.ok(mostWithin(tries, 100) < 160, `${mostWithin(tries, 100)} within 100 ms`);
});

test('after a stop of a minute the tries that were missed are spread over a second', () => {
  const health = configured(many);
  drive(health, 0, 20_000);
  const tries = drive(health, 80_000, 90_000);
  assert.ok(mostWithin(tries, 100) < 1300, `${mostWithin(tries, 100)} within 100 ms`);
  assert.ok(mostWithin(tries, 1) < 60, `${mostWithin(tries, 1)} within 1 ms`);
});

test('the first tries are at the same times for the same seed, and at others for another', () => {
  const [one, same, other] = [1, 1, 2].map(seed => drive(configured(many.slice(0, 50), seed), 0, 10_000).join());
  assert.equal(one, same);
  assert.notEqual(one, other);
});

test('verdicts that nobody asked for, and names that nobody knows, change nothing', () => {
  const check = checkOf('10.0.0.11', '80');
  const health = configured([memberOf('10.0.0.11', {}, {checks: [check]})]);
  const before = JSON.stringify(health.pools);
  const strays = [
    {type: 'verdict', check: 'tcp-nobody', verdict: up},
    {type: 'host', host: '10.9.9.9', answered: false},
    {type: 'disable', pool: 'nobody', member: undefined},
    {type: 'enable', pool: 'P', member: 'nobody'},
  ] as const;
  for (const event of strays) assert.deepEqual(health.step(event, 1), []);
  assert.equal(JSON.stringify(health.pools), before);
  assert.equal(health.pool('nobody'), undefined);
  assert.equal(health.check('nobody'), undefined);
  health.step({type: 'verdict', check: checkKey(check), verdict: up}, 2);
  const again = {type: 'down', layer: 'L4', words: 'refused', latency: 1, isSilence: false} as const;
  assert.deepEqual(health.step({type: 'verdict', check: checkKey(check), verdict: again}, 3), []);
});

test('a check that a reload leaves out is cancelled while it is under way', () => {
  const check = checkOf('10.0.0.11', '80');
  const health = configured([memberOf('10.0.0.11', {}, {checks: [check]})]);
  const effects = health.step({type: 'configure', pools: [poolOf('P')], present: new Map(), seed: 1}, 1);
  assert.deepEqual(effects, [
    {type: 'cancel', check: checkKey(check)},
    {type: 'plan', pool: 'P'},
  ] satisfies HealthEffect[]);
  assert.equal(health.deadline, undefined);
});

test('a host that a reload leaves out while it is asked is not asked twice when another brings it back', () => {
  const members = [memberOf('10.0.0.11', {}, {checks: [checkOf('10.0.0.11', '80', {warmup: 1})]})];
  const health = configured(members);
  const silent: Verdict = {type: 'down', layer: 'L4', words: 'no answer', latency: 1, isSilence: true};
  const asks: string[] = [];
  const step = (event: HealthEvent, now: number) => {
    const effects = health.step(event, now);
    asks.push(...effects.flatMap(effect => (effect.type === 'ask-host' ? effect.host : [])));
    for (const effect of effects)
      if (effect.type === 'try') step({type: 'verdict', check: effect.check, verdict: silent}, now);
  };
  const reload = (pools: readonly PoolSettings[]): HealthEvent => ({
    type: 'configure',
    pools,
    present: new Map(),
    seed: 1,
  });
  step({type: 'clock'}, 1);
  step(reload([]), 2);
  step(reload([poolOf('P', {}, members)]), 3);
  step({type: 'clock'}, 10);
  assert.deepEqual(asks, ['10.0.0.11']);
  step({type: 'host', host: '10.0.0.11', answered: false}, 500);
  assert.deepEqual(asks, ['10.0.0.11', '10.0.0.11'], 'that answer was of the time before');
});

test('members that depend on each other in a circle do not keep each other down', () => {
  const member = (host: string, dependsOn: readonly string[]) =>
    memberOf(host, {}, {checks: [checkOf(host, '80', {warmup: 1})], dependsOn});
  const health = configured([member('10.0.0.11', ['P 10.0.0.12', 'P']), member('10.0.0.12', ['P 10.0.0.11'])]);
  drive(health, 0, 100);
  assert.deepEqual(
    health.pool('P')?.members.map(({state}) => state),
    ['up', 'up'],
  );
});

test('how a check stands tells of its last try, and of how many more it takes', () => {
  const check = checkOf('10.0.0.11', '80', {fall: 3, warmup: 1});
  const health = configured([memberOf('10.0.0.11', {}, {checks: [check]})]);
  const key = checkKey(check);
  drive(health, 0, 100);
  health.step({type: 'clock'}, 1010);
  const failed = {type: 'down', layer: 'L7', words: 'status 503', latency: 4, isSilence: false} as const;
  health.step({type: 'verdict', check: key, verdict: failed}, 1010);
  const {since, ...standing} = health.check(key)!;
  assert.ok(since >= 5 && since <= 6);
  assert.deepEqual(standing, {
    key,
    state: 'up',
    lastWords: 'status 503',
    lastAt: 1010,
    latency: 4,
    layer: 'L7',
    contrary: 1,
    needed: 3,
    nextAt: 1210,
  });
});
