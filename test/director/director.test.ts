import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {ipv4} from '../../src/net/address.js';
import {noTracking} from '../../src/vrrp/router/configuration.js';
import type {SpeakerReport} from '../../src/vrrp/speaker/speaker-report.js';
import {configuration, router} from '../vrrp/speaker/settings.js';
import {Bench} from './bench.js';

const one = configuration([router()]);
const other = configuration([router({priority: 50})]);
const entered: SpeakerReport = {
  type: 'entered',
  at: 1,
  router: 'VI_1',
  state: 'master',
  cause: {type: 'silence', master: ipv4(0x0a000002), lastHeard: 0},
  priority: 100,
};

describe('a director', () => {
  test('tells the process what is held and tracked before it has virtual routers', async () => {
    const bench = new Bench(one);
    assert.deepEqual(await bench.director.start(), []);
    assert.match(bench.kinds, /^hold track sync configure ask/);
  });

  test('tells one that was started again everything anew', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    await bench.director.operator.hold({target: 'VI_1', as: 'backup', owner: 'alice', reason: 'why'});
    assert.match(bench.log.at(-1) ?? '', /^notice: VI_1 is held as backup, by alice: why$/);
    assert.deepEqual(bench.deeds, [
      {
        command: 'director: VI_1 is held as backup',
        user: 'alice',
        reason: 'why',
        inverse: 'lvsctl vrrp release VI_1',
      },
    ]);
    bench.told.length = 0;
    bench.listener?.onEnd('signal SIGKILL');
    assert.equal(bench.director.state.routers[0]?.state, 'initialize');
    bench.time.advance(1);
    await new Promise(resolve => setImmediate(resolve));
    assert.match(bench.kinds, /^hold track sync configure ask/);
    assert.deepEqual(bench.told[0], {type: 'hold', holds: {VI_1: 'backup'}});
  });

  test('says why it cannot begin', async () => {
    const bench = new Bench(one);
    bench.problems = ['no socket'];
    assert.deepEqual(await bench.director.start(), ['no socket']);
  });

  test('is as it was where the speaker does not take another configuration', async () => {
    const [scripts, tracking] = [
      [script('before')],
      {...noTracking, scripts: [{name: 'check', weight: 0, isReversed: false}]},
    ];
    const before = configuration([router({tracking})], {scripts});
    const bench = new Bench(before);
    const started = bench.director.start();
    await turn();
    bench.time.advance(2000); // it has had no first result
    await started;
    bench.file = {...bench.file, warnings: ['of the new one']};
    bench.routers = configuration([router({tracking, priority: 50})], {scripts: [script('after')]});
    bench.problems = ['no socket'];
    const reloaded = bench.director.reload();
    await new Promise(resolve => setImmediate(resolve));
    bench.time.advance(2000);
    assert.deepEqual(await reloaded, {result: 'taken-back', words: ['no socket']});
    const {configuration: state, routers} = bench.director.state;
    assert.deepEqual([state.problem, state.warnings, routers[0]?.basePriority], ['no socket', [], 100]);
    const last = bench.told.findLast(({type}) => type === 'configure');
    assert.ok(last?.type === 'configure' && last.configuration.routers[0]?.priority === 100);
    assert.deepEqual(bench.ran, ['/bin/before', '/bin/after'], 'the one before goes on');
  });

  test('does not take a configuration that another program carries out', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    bench.routers = other;
    bench.foreign = ['keepalived runs it'];
    assert.deepEqual(await bench.director.reload(), {result: 'refused', words: ['keepalived runs it']});
    bench.foreign = [];
    assert.deepEqual(await bench.director.reload(true), {result: 'checked', words: ['priority']});
    assert.deepEqual(await bench.director.reload(), {result: 'applied', words: ['priority']});
    assert.equal(bench.director.state.routers[0]?.basePriority, 50);
  });

  test('does not take a configuration without what it included before', async () => {
    const bench = new Bench(one, ['/etc/never.conf']);
    await bench.director.start();
    bench.routers = other;
    bench.file = {...bench.file, missing: ['/etc/never.conf', '/etc/lost.conf']};
    const {result, words} = await bench.director.reload();
    assert.equal(result, 'refused');
    assert.match(words.join(), /^\/etc\/lost\.conf is included, and cannot be read any more/);
    bench.file = {...bench.file, missing: ['/etc/never.conf']};
    assert.equal((await bench.director.reload()).result, 'applied');
  });

  test('notices whoever begins to run one of its virtual routers', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    bench.foreign = ['keepalived runs it'];
    await later(bench);
    assert.deepEqual(bench.director.state.configuration.foreign, ['keepalived runs it']);
    assert.equal(bench.events.at(-1)?.type, 'configuration');
    await later(bench);
    assert.equal(bench.log.filter(line => line === 'warning: keepalived runs it').length, 1);
    bench.foreign = [];
    await later(bench);
    assert.equal(bench.director.state.configuration.foreign, undefined);
    assert.match(
      bench.log.at(-1) ?? '',
      /nobody else on this host runs one of its virtual routers or services any more/,
    );
  });

  test('tells of a change as it happens, in words, with the state after it', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    bench.listener?.onMessage({type: 'status', id: undefined, dropped: 0, status: {at: 0, routers: [status]}});
    bench.events.length = 0;
    bench.report(entered);
    const [event] = bench.events;
    assert.ok(event?.type === 'router');
    assert.equal(event.words, 'VI_1 is master: 10.0.0.2 fell silent (priority 100)');
    assert.deepEqual([event.router.state, event.router.cause], ['master', '10.0.0.2 fell silent']);
    assert.equal(bench.director.state.routers[0]?.state, 'master');
    assert.equal(bench.log.at(-1), 'notice: VI_1 is master: 10.0.0.2 fell silent (priority 100)');
    bench.events.length = 0;
    bench.listener?.onMessage({
      type: 'status',
      id: 1,
      dropped: 0,
      status: {
        at: 0,
        routers: [
          {...status, router: 'master', since: 1, cause: entered.cause, counters: {...status.counters, sent: 9}},
        ],
      },
    });
    assert.deepEqual(bench.events, [], 'what was told is not told again, nor that counters count');
    assert.equal(bench.director.state.routers[0]?.counters.sent, 9);
  });

  test('refuses what cannot be: unknown names, ends that are over, handovers of a backup', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    const {operator} = bench.director;
    await assert.rejects(
      operator.hold({target: 'VI_2', as: 'backup'}),
      /there is no virtual router VI_2; there are: VI_1/,
    );
    await assert.rejects(operator.hold({target: 'VI_1', as: 'backup', expires: 1}), /is over already/);
    await assert.rejects(operator.handOver({target: 'VI_1', to: '10.0.0.2'}), /is not started here, and not master/);
  });

  test('keeps a router backup once it has left, and frees it where nobody took it over', async () => {
    for (const stage of ['done', 'failed'] as const) {
      const bench = new Bench(one);
      await bench.director.start();
      bench.listener?.onMessage({
        type: 'status',
        id: 1,
        dropped: 0,
        status: {at: 0, routers: [{...status, router: 'master'}]},
      });
      const done = bench.director.operator.handOver({target: 'VI_1', to: '10.0.0.2', hold: {owner: 'bob'}});
      await turn(); // its hold is recorded
      const report = {type: 'handover', id: 1, router: 'VI_1', words: stage} as const;
      bench.report({...report, at: 100, stage: 'ready'});
      assert.deepEqual(bench.director.state.holds, []);
      bench.report({...report, at: 110, stage: 'left'});
      bench.report({...report, at: 117, stage});
      const result = await done;
      assert.deepEqual([result.result, result.gap], stage === 'done' ? ['done', 7] : ['failed', undefined]);
      assert.deepEqual(
        bench.director.state.holds.map(({as, owner}) => [as, owner]),
        stage === 'done' ? [['backup', 'bob']] : [],
      );
    }
  });

  test('leaves a hold alone where a handover does not come to leaving', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    bench.listener?.onMessage({
      type: 'status',
      id: 1,
      dropped: 0,
      status: {at: 0, routers: [{...status, router: 'master'}]},
    });
    await bench.director.operator.hold({target: 'VI_1', as: 'master', owner: 'alice'});
    const done = bench.director.operator.handOver({target: 'VI_1', to: '10.0.0.2', hold: {owner: 'bob'}});
    await turn(); // its hold is recorded
    bench.report({type: 'handover', id: 1, router: 'VI_1', words: 'no', at: 100, stage: 'refused'});
    assert.equal((await done).result, 'refused');
    assert.deepEqual(
      bench.director.state.holds.map(({as, owner}) => [as, owner]),
      [['master', 'alice']],
    );
    assert.equal(bench.deeds.length, 1);
  });

  test('ends in order, and says nothing of tracked things before', async () => {
    const bench = new Bench(one);
    await bench.director.start();
    bench.told.length = 0;
    await bench.director.stop(new Promise(() => {}));
    assert.equal(bench.kinds, 'shut-down');
    assert.doesNotMatch(bench.log.join('\n'), /started again|killed/);
  });
});

/** After ten seconds. */
async function later({time}: Bench): Promise<void> {
  time.advance(10_000);
  await turn();
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

function script(name: string) {
  return {
    name: 'check',
    command: [`/bin/${name}`],
    user: undefined,
    interval: 1000,
    timeout: 0,
    rise: 1,
    fall: 1,
    isDownAtFirst: false,
  };
}

const status = {
  name: 'VI_1',
  router: 'backup',
  since: 0,
  cause: {type: 'startup'},
  basePriority: 100,
  priority: 100,
  advertisedPriority: 100,
  adjustments: [],
  faults: [],
  hold: undefined,
  master: undefined,
  rivals: [],
  masterDownAt: undefined,
  source: undefined,
  present: 0,
  strays: [],
  counters: {
    sent: 0,
    received: 0,
    rejected: {},
    priorityZeroSent: 0,
    priorityZeroReceived: 0,
    becameMaster: 0,
    leftMaster: 0,
    late: 0,
    latest: 0,
    announced: 0,
  },
} as const;
