import assert from 'node:assert/strict';
import {after, before, suite, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {InstanceView} from '../../../src/vrrp/findings/instance-view.js';
import type {SwitchOutcome, SwitchPlan} from '../../../src/vrrp/handover/router-owner.js';
import type {SourceView} from '../../../src/vrrp/truth/router-truth.js';
import {Cluster, type Host, heartbeatMissing, virtualAddresses} from './cluster.js';

const skip = heartbeatMissing();
const [first, second] = virtualAddresses;

suite('heartbeat on two hosts', {skip, timeout: 90_000}, () => {
  let cluster: Cluster;
  let alpha: Host;
  let beta: Host;
  before(async () => {
    cluster = new Cluster();
    ({alpha, beta} = cluster);
    // it takes its resources ten seconds after it has started
    await until('each has its own address', () => alpha.has.join() === first && beta.has.join() === second, 25_000);
  });
  after(() => cluster?.close());

  const states = async (host: Host) =>
    (await host.ask<InstanceView[]>('views')).map(({identity, state, confidence}) => [
      identity.name,
      state,
      confidence,
    ]);

  test('is found by its process and its files, without asking it', async () => {
    const sources = await alpha.ask<SourceView[]>('sources');
    assert.deepEqual(
      sources.map(({kind, state}) => [kind, state]),
      [
        ['daemon', 'good'],
        ['configuration', 'good'],
      ],
    );
    assert.match(sources[1]?.words as string, /nodes alpha, beta; 2 resource groups, auto_failback off$/);
    assert.ok(!JSON.stringify(sources).includes('not-to-be-shown'));
    assert.deepEqual(await states(alpha), [
      [first, 'master', 'likely'],
      [second, 'backup', 'likely'],
    ]);
    assert.deepEqual(
      await Promise.all(
        [first, `IPaddr2::${first}/24/eth0`, 'heartbeat', 'VI_1'].map(each => alpha.ask('knows', each)),
      ),
      [true, true, true, false],
    );
  });

  test('asked, it confirms the states, and tells of the nodes and their links', async () => {
    await settled(alpha);
    assert.deepEqual(await states(alpha), [
      [first, 'master', 'confirmed'],
      [second, 'backup', 'confirmed'],
    ]);
    const words = (await alpha.ask<SourceView[]>('sources')).find(({name}) => name === 'cl_status')?.words;
    assert.match(words as string, /^resources local; .*beta active \(eth0 up\)/);
    await settled(beta);
    assert.deepEqual(await states(beta), [
      [first, 'backup', 'confirmed'],
      [second, 'master', 'confirmed'],
    ]);
  });

  test('a plan says what would be run, what moves, and who is there to take it', async () => {
    const plan = await alpha.ask<SwitchPlan>('plan', first, 'backup');
    assert.deepEqual(plan.steps, ['/usr/share/heartbeat/hb_standby local']);
    assert.deepEqual(
      plan.instances.map(({name}) => name),
      [first],
    );
    assert.deepEqual(plan.objections, []);
    assert.deepEqual(
      plan.evidence.map(({source, words}) => [source, words]),
      [['heartbeat', 'beta says that it is active, and is heard on eth0']],
    );
    const codes = async (...values: unknown[]) =>
      (await alpha.ask<SwitchPlan>('plan', ...values)).objections.map(({code}) => code);
    assert.deepEqual(await codes(first, 'master'), ['is-master']);
    assert.deepEqual(await codes(second, 'backup'), ['not-master']);
    assert.deepEqual(await codes(first, 'backup', {hold: 60_000, via: 'stop'}), ['no-way', 'no-hold']);
    assert.deepEqual(
      (await alpha.ask<SwitchPlan>('release', first)).objections.map(({code}) => code),
      ['no-hold'],
    );
    assert.deepEqual(await alpha.ask('holds'), []);
  });

  test('a switch moves the addresses to the other host, and measures it', async t => {
    const outcome = await alpha.ask<SwitchOutcome>('switch', first, 'backup');
    assert.equal(outcome.result, 'done', JSON.stringify(outcome));
    t.diagnostic(`${outcome.words}; ${timesOf(outcome)}`);
    assert.deepEqual(
      outcome.steps.map(({code}) => code),
      ['begun', 'addresses-gone', 'announced'],
    );
    assert.ok((outcome.gap as number) < 5000);
    assert.deepEqual([alpha.has, beta.has], [[], [first, second]]);
    await settled(beta);
    assert.deepEqual(await states(beta), [
      [first, 'master', 'confirmed'],
      [second, 'master', 'confirmed'],
    ]);
  });

  test('and takes them back', async t => {
    await settled(alpha);
    const outcome = await alpha.ask<SwitchOutcome>('switch', first, 'master');
    assert.equal(outcome.result, 'done', JSON.stringify(outcome));
    t.diagnostic(timesOf(outcome));
    assert.deepEqual(
      outcome.steps.map(({code}) => code),
      ['begun', 'addresses-here'],
    );
    assert.deepEqual([alpha.has, beta.has], [[first], [second]]);
  });

  test('one that is interrupted is put back', async () => {
    await settled(alpha);
    const outcome = await alpha.ask<SwitchOutcome>('interrupted', first, 'backup');
    assert.equal(outcome.result, 'interrupted', JSON.stringify(outcome));
    assert.deepEqual([alpha.has, beta.has], [[first], [second]]);
  });

  test('of a killed one the other takes the addresses, a switch to it is put back, and what is left is stale', async t => {
    await settled(alpha);
    assert.deepEqual((await alpha.ask<SwitchPlan>('remember', first, 'backup')).objections, []);
    const before = performance.now();
    beta.kill();
    const moving = alpha.ask<SwitchOutcome>('carryOut');
    await until('alpha has both', () => alpha.has.length === 2, 20_000);
    t.diagnostic(`taken over ${Math.round(performance.now() - before)} ms after kill -9, deadtime 1500 ms`);
    const outcome = await moving;
    t.diagnostic(`a switch meanwhile: ${outcome.words}; ${timesOf(outcome)}`);
    assert.equal(outcome.result, 'put-back', JSON.stringify(outcome));
    assert.deepEqual(alpha.has, [first, second]);
    const left = await beta.ask<InstanceView[]>('views');
    assert.deepEqual(
      left.map(({identity, state, isStale}) => [identity.name, state, isStale]),
      [
        [first, 'init', false],
        [second, 'master', true],
      ],
    );
    assert.ok((await beta.ask<number>('changes')) > 0, 'the end of the process was told');
    assert.deepEqual(
      (await beta.ask<SwitchPlan>('plan', second, 'backup')).objections.map(({code}) => code),
      ['no-daemon'],
    );
    const [objection] = (await alpha.ask<SwitchPlan>('plan', 'heartbeat', 'backup')).objections;
    assert.deepEqual([objection?.code, objection?.isForceable], ['no-standby', false]);
    assert.match(objection?.words as string, /beta is dead, link eth0 dead/);
  });
});

/** heartbeat takes no request while resources move: it goes on with its scripts after the address is there. */
async function settled(host: Host): Promise<void> {
  await until(`${host.name} is settled`, async () => {
    await host.ask('ask');
    const source = (await host.ask<SourceView[]>('sources')).find(({name}) => name === 'cl_status');
    return source?.state === 'good' && !source.words.startsWith('resources transition');
  });
}

function timesOf({steps}: SwitchOutcome): string {
  const start = steps[0]?.at ?? 0;
  return steps.map(({code, at}) => `${code} +${Math.round(at - start)} ms`).join(', ');
}

async function until(what: string, isSo: () => boolean | Promise<boolean>, most = 15_000): Promise<void> {
  const end = performance.now() + most;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${most} ms: ${what}`);
    await wait(50);
  }
}
