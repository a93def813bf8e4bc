import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {checksDisable, checksEnable} from '../../../src/commands/checks/check-switch.js';
import type {DirectorEvent} from '../../../src/director/protocol/director-state.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {Bench} from '../bench.js';
import {summary} from './checks-bench.js';
import {pool, pools, server} from './pools.js';

const routers = configuration([router()]);
const none = configuration([]);
const web = pools([pool('10.0.0.1', [server('10.0.0.11'), server('10.0.0.12')])]);
const more = pools([...web.pools, pool('10.0.0.2', [server('10.0.0.11', 443)])]);

describe('the virtual services of a director', () => {
  test('are in force before its virtual routers', async () => {
    const bench = new Bench(routers, [], web);
    bench.checks.problems = ['IPVS is not there'];
    assert.deepEqual(await bench.director.start(), ['virtual services: IPVS is not there']);
    assert.deepEqual(bench.told, [], 'nobody is to become master without a table');
  });

  test('need no virtual routers, and these need no services', async () => {
    const services = new Bench(none, [], web);
    assert.deepEqual(await services.director.start(), []);
    assert.deepEqual(
      services.director.state.processes.map(({name}) => name),
      ['checks'],
    );
    const speaking = new Bench(routers);
    await speaking.director.start();
    assert.deepEqual(
      speaking.director.state.processes.map(({name}) => name),
      ['vrrp'],
    );
    await assert.rejects(speaking.director.checks.report(false), /the director has no virtual services/);
    assert.equal((await speaking.director.metrics()).toString(), 'the table of the supervisor');
  });

  test('are told anew to a process that was started again, with what is switched off', async () => {
    const bench = new Bench(none, [], web);
    await bench.director.start();
    const result = await bench.director.checks.disable({server: '10.0.0.12', owner: 'alice', reason: 'why'});
    assert.deepEqual(result.servers, [{pool: 'TCP 10.0.0.1:80', server: '10.0.0.12:80'}]);
    assert.equal(bench.stored.length, 1);
    assert.deepEqual(bench.deeds, [
      {
        command: 'director: the checks of 10.0.0.12 are switched off: 1 real server stays as it is',
        user: 'alice',
        reason: 'why',
        inverse: 'lvsctl checks enable 10.0.0.12',
      },
    ]);
    bench.checks.told.length = 0;
    bench.checks.listener?.onEnd('signal SIGKILL');
    bench.time.advance(1);
    await turns();
    assert.equal(bench.checks.kinds, 'disabled configure');
    assert.deepEqual(bench.checks.told[0], {type: 'disabled', disabled: bench.stored});
  });

  test('are journalled with words that the commands understand', async () => {
    const bench = new Bench(none, [], web);
    await bench.director.start();
    const wish = {server: '10.0.0.12:80', pool: 'TCP 10.0.0.1:80'};
    await bench.director.checks.disable({...wish, reason: "the firewall's"});
    await bench.director.checks.enable(wish);
    assert.deepEqual(
      bench.deeds.map(({inverse}) => inverse),
      [
        `lvsctl checks enable 10.0.0.12:80 --pool 'TCP 10.0.0.1:80'`,
        `lvsctl checks disable 10.0.0.12:80 --pool 'TCP 10.0.0.1:80' --reason 'the firewall'\\''s'`,
      ],
    );
    const defined = [checksEnable, checksDisable];
    for (const [i, {inverse}] of bench.deeds.entries())
      for (const [, option] of inverse?.matchAll(/ --([a-z-]+)/g) ?? [])
        assert.ok(option !== undefined && option in (defined[i]?.options ?? {}), `${inverse}: --${option}`);
  });

  test('are switched on as they were switched off', async () => {
    const bench = new Bench(none, [], more);
    await bench.director.start();
    const {checks} = bench.director;
    await assert.rejects(checks.disable({server: '10.0.0.99'}), /there is no real server 10\.0\.0\.99: lvsctl checks/);
    await assert.rejects(checks.disable({server: '10.0.0.11', pool: 'x'}), /there is no pool x/);
    await checks.disable({server: '10.0.0.11'});
    await assert.rejects(checks.enable({server: '10.0.0.11:443'}), /are off with all of 10\.0\.0\.11: switch those on/);
    await checks.disable({server: '10.0.0.11:443', pool: 'TCP 10.0.0.2:80'});
    await checks.enable({server: '10.0.0.11'});
    assert.deepEqual(bench.stored, []);
    assert.deepEqual(await checks.enable({server: '10.0.0.11'}), {enabled: []});
  });

  test('are as before, with the virtual routers, where the process does not take others', async () => {
    const bench = new Bench(routers, [], web);
    await bench.director.start();
    bench.routers = configuration([router({priority: 50})]);
    bench.pools = more;
    bench.checks.problems = ['the table cannot be read'];
    assert.deepEqual(await bench.director.reload(), {
      result: 'taken-back',
      words: ['virtual services: the table cannot be read'],
    });
    await turns();
    const last = bench.told.findLast(({type}) => type === 'configure');
    assert.ok(last?.type === 'configure' && last.configuration.routers[0]?.priority === 100);
    assert.equal(lastPools(bench), 1);
    assert.equal(bench.director.state.routers[0]?.basePriority, 100);
  });

  test('are not touched where the virtual routers alone are different, nor the other way round', async () => {
    const bench = new Bench(routers, [], web);
    await bench.director.start();
    bench.checks.told.length = 0;
    bench.routers = configuration([router({priority: 50})]);
    assert.equal((await bench.director.reload()).result, 'applied');
    assert.equal(bench.checks.kinds, '');
    bench.told.length = 0;
    bench.pools = more;
    assert.equal((await bench.director.reload()).result, 'applied');
    assert.equal(lastPools(bench), 2);
    assert.doesNotMatch(bench.kinds, /configure/);
  });

  test('are left alone by a process that does not answer: it is told so, and reloads of them are refused', async () => {
    const bench = new Bench(routers, [], web);
    await bench.director.start();
    bench.checks.isDeaf = true;
    const asked = bench.director.checks.report(false);
    await turns();
    bench.time.advance(10_000);
    await assert.rejects(asked, /it cannot be told: the process checks has not answered for 10 s/);
    bench.time.advance(5000);
    assert.deepEqual(
      bench.director.state.processes.map(({name, state}) => [name, state]),
      [
        ['vrrp', 'running'],
        ['checks', 'silent'],
      ],
    );
    await assert.rejects(bench.director.checks.report(false), /does not answer: it is stopped or busy/);
    bench.pools = more;
    const {result, words} = await bench.director.reload();
    assert.deepEqual([result, words.length], ['refused', 1]);
    assert.match(words[0] ?? '', /virtual services cannot be changed now/);
    assert.equal(bench.checks.isKilled, false);
  });

  test('tell what happens, and are part of the state', async () => {
    const bench = new Bench(none, [], web);
    await bench.director.start();
    const entry = {at: 1, pool: 'p', server: 's', type: 'down', words: 'silent', layer: 'L3' as const};
    bench.events.length = 0;
    const problems = ['the table cannot be read'];
    bench.checks.listener?.onMessage({type: 'happened', summary: {...summary, problems}, entries: [entry]});
    const wanted: DirectorEvent[] = [{type: 'checks', checks: {...summary, problems}, entries: [entry]}];
    assert.deepEqual(bench.events, wanted);
    assert.deepEqual(bench.director.state.checks?.problems, problems);
    assert.equal(bench.log.at(-1), 'warning: the table cannot be read');
    bench.changeDrains();
    assert.ok(bench.checks.kinds.endsWith('drains ask'));
  });

  test('are told of drains once until that was heard, and once more where they may be others since', async () => {
    const bench = new Bench(none, [], web);
    await bench.director.start();
    bench.checks.told.length = 0;
    for (let i = 0; i < 1000; i++) bench.changeDrains();
    assert.equal(bench.checks.kinds, 'drains ask');
    await turns();
    assert.equal(bench.checks.kinds, 'drains ask drains ask');
    bench.checks.isDeaf = true;
    for (let i = 0; i < 1000; i++) bench.changeDrains();
    await turns();
    assert.equal(bench.checks.kinds, 'drains ask drains ask drains ask', 'it stands still');
  });

  test('go or stay at the end as is asked for', async () => {
    for (const wish of ['leave', 'clear', undefined] as const) {
      const bench = new Bench(routers, [], web);
      await bench.director.start();
      await bench.director.stop(new Promise(() => {}), wish);
      assert.deepEqual(bench.checks.told.at(-1), {type: 'shut-down', table: wish});
    }
  });
});

/** How many pools it was told last. */
function lastPools(bench: Bench): number | undefined {
  const last = bench.checks.told.findLast(({type}) => type === 'configure');
  return last?.type === 'configure' ? last.configuration.pools.length : undefined;
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve));
}
