import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {BoundedSender} from '../../../src/director/processes/bounded-sender.js';
import {restartDelay} from '../../../src/director/processes/restart-delay.js';
import {
  decodeConfiguration,
  encodeConfiguration,
  isSameConfiguration,
} from '../../../src/director/processes/send-configuration.js';
import type {ChildListener} from '../../../src/director/processes/child.js';
import {ChildKeeper} from '../../../src/director/processes/child-keeper.js';
import type {FromVrrp, ToVrrp} from '../../../src/director/processes/vrrp-messages.js';
import {Password, passwordFromText} from '../../../src/vrrp/password.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {VirtualTime} from '../control/virtual-time.js';

const report: FromVrrp = {type: 'report', report: {type: 'priority', at: 0, router: 'VI_1', priority: 1}};

describe('the channel of the process that speaks', () => {
  function opened() {
    const time = new VirtualTime();
    const sent: FromVrrp[] = [];
    let taken: (() => void)[] = [];
    const sender = new BoundedSender<FromVrrp>({
      send: (message, done) => {
        sent.push(message);
        taken.push(done);
      },
      status: dropped => ({type: 'status', id: undefined, status: {at: time.now, routers: []}, dropped}),
      after: time.after,
    });
    const take = () => {
      const calls = taken;
      taken = [];
      for (const call of calls) call();
    };
    return {time, sent, sender, take};
  }

  test('tells a status a moment after reports, once for all of them', () => {
    const {time, sent, sender, take} = opened();
    sender.report(report);
    sender.report(report);
    time.advance(1000);
    assert.deepEqual(
      sent.map(({type}) => type),
      ['report', 'report', 'status'],
    );
    time.advance(10_000);
    sender.report(report);
    time.advance(10_000);
    assert.equal(sent.length, 4, 'none while the one before is not taken');
    take();
    sender.report(report);
    time.advance(1000);
    assert.equal(sent.at(-1)?.type, 'status');
  });

  test('has no more than 1,000 messages that are not taken, and tells how it is when they are', () => {
    const {sent, sender, take} = opened();
    for (let i = 0; i < 5000; i++) sender.report(report);
    assert.equal(sent.length, 1000);
    sender.tell({type: 'configured', id: 1, problems: []});
    assert.equal(sent.length, 1001, 'answers are not dropped');
    take();
    assert.deepEqual(sent.at(-1), {
      type: 'status',
      id: undefined,
      status: {at: 1_790_000_000_000, routers: []},
      dropped: 4000,
    });
    sender.report(report);
    assert.equal(sent.at(-1)?.type, 'report');
  });
});

test('a process is started again at once, and then after longer and longer', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8].map(restartDelay), [0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

describe('a configuration', () => {
  const secret = configuration([
    router({rules: {version: 2}, authentication: {type: 'password', password: passwordFromText('s3cret12')}}),
  ]);
  test('has its passwords on the channel between the processes, and nowhere else', () => {
    const arrived = decodeConfiguration(structuredClone(encodeConfiguration(secret)));
    const {authentication} = arrived.routers[0]!;
    assert.ok(authentication.type === 'password' && authentication.password instanceof Password);
    assert.ok(authentication.password.isSame(passwordFromText('s3cret12')));
    assert.ok(!JSON.stringify(secret).includes('s3cret12'));
  });
  test('is another one with another password', () => {
    const other = configuration([
      router({rules: {version: 2}, authentication: {type: 'password', password: passwordFromText('other')}}),
    ]);
    assert.ok(isSameConfiguration(secret, secret));
    assert.ok(!isSameConfiguration(secret, other));
  });
});

describe('the keeper', () => {
  function opened() {
    const time = new VirtualTime();
    const log: string[] = [];
    const events: string[] = [];
    const children: {listener: ChildListener<FromVrrp>; told: ToVrrp[]; isKilled: boolean}[] = [];
    const keeper = new ChildKeeper<ToVrrp, FromVrrp>(
      {
        name: 'vrrp',
        open(listener) {
          const child = {listener, told: [] as ToVrrp[], isKilled: false};
          children.push(child);
          return {pid: children.length, send: message => child.told.push(message), kill: () => (child.isKilled = true)};
        },
      },
      {
        clock: time.clock,
        after: time.after,
        log: (severity, words) => log.push(`${severity}: ${words}`),
      },
      {
        onStarted: () => events.push('started'),
        onMessage: () => {},
        onProcess: () => {},
        onGap: () => events.push('gap'),
      },
    );
    return {time, log, events, children, keeper};
  }

  test('starts it again whenever it ends, and says that its addresses are nobody’s while it waits', () => {
    const {time, events, children, keeper} = opened();
    keeper.start();
    children[0]!.listener.onMessage({type: 'started'});
    for (let i = 0; i < 3; i++) {
      children.at(-1)!.listener.onEnd('signal SIGKILL');
      time.advance(2000);
    }
    assert.equal(children.length, 4);
    assert.deepEqual(events, ['started', 'gap', 'gap']);
    assert.deepEqual(keeper.processState.restarts, 3);
  });

  test('takes one that has run for long as well again', () => {
    const {time, events, children, keeper} = opened();
    keeper.start();
    for (let i = 0; i < 3; i++) {
      children.at(-1)!.listener.onMessage({type: 'started'});
      time.advance(100_000);
      children.at(-1)!.listener.onEnd('status 1');
      time.advance(1);
    }
    assert.equal(children.length, 4);
    assert.ok(!events.includes('gap'));
  });

  test('starts none any more once it is to stop', async () => {
    const {children, keeper} = opened();
    await keeper.stop({type: 'shut-down'}, 5000, new Promise(() => {}));
    keeper.start();
    assert.equal(children.length, 0);
  });

  test('only tells of one that does not answer', () => {
    const {time, log, children, keeper} = opened();
    keeper.start();
    children[0]!.listener.onMessage({type: 'started'});
    time.advance(60_000);
    assert.deepEqual(log, ['warning: the process vrrp has not answered for 12 s; it is left alone']);
    assert.ok(children[0]!.told.length <= 6, 'and asks no more');
    const {state, since} = keeper.processState;
    assert.deepEqual([state, time.now - since], ['silent', 60_000]);
    children[0]!.listener.onMessage({type: 'announced', id: 99, addresses: 0});
    assert.match(log.at(-1) ?? '', /answers again/);
    assert.equal(keeper.processState.state, 'running');
    assert.equal(children.length, 1);
  });

  test('does not take its own standstill for that of the other', () => {
    const {time, log, children, keeper} = opened();
    keeper.start();
    children[0]!.listener.onMessage({type: 'started'});
    time.standStill(60_000);
    time.advance(2000);
    assert.deepEqual([keeper.processState.state, log], ['running', []]);
  });

  test('rejects what was asked of one that ends', async () => {
    const {children, keeper} = opened();
    keeper.start();
    await assert.rejects(
      keeper.ask(id => ({type: 'ask', id}), 1000),
      /does not run/,
    );
    children[0]!.listener.onMessage({type: 'started'});
    const asked = keeper.ask(id => ({type: 'ask', id}), 1000);
    children[0]!.listener.onEnd('status 1');
    await assert.rejects(asked, /has ended: status 1/);
  });

  test('kills what does not end in time, and at once where it is to hurry', async () => {
    for (const hurry of [new Promise<void>(() => {}), Promise.resolve()]) {
      const {time, children, keeper} = opened();
      keeper.start();
      children[0]!.listener.onMessage({type: 'started'});
      const stopped = keeper.stop({type: 'shut-down'}, 5000, hurry);
      assert.deepEqual(children[0]!.told.at(-1), {type: 'shut-down'});
      time.advance(5000);
      await new Promise(resolve => setImmediate(resolve));
      assert.ok(children[0]!.isKilled);
      children[0]!.listener.onEnd('signal SIGKILL');
      assert.equal(await stopped, false);
      time.advance(60_000);
      assert.equal(children.length, 1);
    }
  });
});
