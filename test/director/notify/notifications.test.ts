import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {deletionOf, fifoLine, type Notification, notificationOf} from '../../../src/director/notify/notification.js';
import {emptyQueue, ended, enqueue, takeNext} from '../../../src/director/notify/notification-queue.js';
import {ipv4} from '../../../src/net/address.js';
import {noNotify, noTracking, type NotifySettings} from '../../../src/vrrp/router/configuration.js';
import type {SpeakerReport} from '../../../src/vrrp/speaker/speaker-report.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';

const run = (word: string) => ({command: [`/bin/${word}`, 'x'], user: 'nobody'});
const settings = configuration(
  [router({name: 'VI 1', notify: {...noNotify, master: run('master'), stop: run('stop'), any: run('any')}})],
  {
    groups: [{name: 'G', members: ['VI 1'], tracking: noTracking, notify: {...noNotify, any: run('group')}}],
    notify: {...noNotify, any: run('all')},
  },
);

const entered = (state: 'master' | 'backup' | 'fault' | 'initialize'): SpeakerReport => ({
  type: 'entered',
  at: 0,
  router: 'VI 1',
  state,
  cause: {type: 'startup'},
  priority: 90,
});

const commandsOf = (report: SpeakerReport) =>
  notificationOf(report, undefined, settings)?.programs.map(({command}) => command.join(' '));

describe("who is told, in keepalived's order", () => {
  test('the program of the state with its own words, then those of any with ours', () => {
    assert.deepEqual(commandsOf(entered('master')), [
      '/bin/master x',
      '/bin/any x INSTANCE VI 1 MASTER 90',
      '/bin/all x INSTANCE VI 1 MASTER 90',
    ]);
    assert.deepEqual(commandsOf(entered('fault')), [
      '/bin/any x INSTANCE VI 1 FAULT 90',
      '/bin/all x INSTANCE VI 1 FAULT 90',
    ]);
  });
  test('the name is one word', () => {
    assert.deepEqual(notificationOf(entered('backup'), undefined, settings)?.programs[0]?.command, [
      '/bin/any',
      'x',
      'INSTANCE',
      'VI 1',
      'BACKUP',
      '90',
    ]);
  });
  test('what stops may take a minute, everything else ten seconds', () => {
    assert.deepEqual(
      notificationOf(entered('initialize'), undefined, settings)?.programs.map(({timeout}) => timeout),
      [60_000, 60_000, 60_000],
    );
    assert.equal(notificationOf(entered('master'), undefined, settings)?.programs[0]?.timeout, 10_000);
  });
  test('a group has priority 0', () => {
    assert.deepEqual(commandsOf({type: 'group-entered', at: 0, group: 'G', state: 'backup'}), [
      '/bin/group x GROUP G BACKUP 0',
      '/bin/all x GROUP G BACKUP 0',
    ]);
  });
});

test("the lines of a FIFO are keepalived's", () => {
  assert.equal(
    fifoLine({kind: 'INSTANCE', name: 'VI_1', state: 'MASTER', priority: 100}),
    'INSTANCE "VI_1" MASTER 100\n',
  );
  assert.equal(fifoLine({kind: 'GROUP', name: 'G1', state: 'STOP', priority: 0}), 'GROUP "G1" STOP 0\n');
});

describe('what is no state', () => {
  const one = (notify: Partial<NotifySettings>) => configuration([router({notify: {...noNotify, ...notify}})]);
  const told = (notification: Notification | undefined) =>
    notification && [fifoLine(notification).trim(), ...notification.programs.map(({command}) => command.join(' '))];
  const master = {state: 'master', priority: 100} as const;

  test('a master that hears one of lower priority runs a program with its own words alone', () => {
    const heard: SpeakerReport = {type: 'rival', at: 0, router: 'VI_1', source: ipv4(1), priority: 50};
    assert.deepEqual(told(notificationOf(heard, master, one({lower: run('lower'), any: run('any')}))), [
      'INSTANCE "VI_1" MASTER_RX_LOWER_PRI 100',
      '/bin/lower x',
    ]);
  });
  test('another priority is told a FIFO where somebody wants to know', () => {
    const changed: SpeakerReport = {type: 'priority', at: 0, router: 'VI_1', priority: 40};
    const wanted = one({isPriorityTold: true, any: run('any')});
    assert.deepEqual(told(notificationOf(changed, master, wanted)), ['INSTANCE "VI_1" MASTER_PRIORITY 40']);
    assert.deepEqual(told(notificationOf(changed, {...master, state: 'backup'}, wanted)), [
      'INSTANCE "VI_1" BACKUP_PRIORITY 40',
    ]);
    assert.equal(notificationOf(changed, master, one({})), undefined);
  });
  test('a router that is left out is DELETED where notify_deleted says so, else FAULT', () => {
    const programs = {any: run('any'), fault: run('fault'), stop: run('stop')};
    assert.deepEqual(
      told(deletionOf('VI_1', master, one({...programs, isDeletionTold: true, deleted: run('deleted')}))),
      ['INSTANCE "VI_1" DELETED 100', '/bin/deleted x', '/bin/any x INSTANCE VI_1 DELETED 100'],
    );
    assert.deepEqual(told(deletionOf('VI_1', master, one(programs))), [
      'INSTANCE "VI_1" FAULT 100',
      '/bin/any x INSTANCE VI_1 FAULT 100',
    ]);
    assert.equal(deletionOf('VI_1', {...master, state: 'fault'}, one(programs)), undefined);
  });
});

describe('the queue of a router', () => {
  const about = (state: Notification['state'], ...words: readonly string[]): Notification => ({
    kind: 'INSTANCE',
    name: 'VI_1',
    state,
    priority: 1,
    programs: words.map(word => ({command: [word], user: undefined, timeout: 1})),
  });
  test('has one program run at a time, in order', () => {
    let [queue] = enqueue(emptyQueue, about('BACKUP', 'one', 'two'));
    [queue] = enqueue(queue, about('MASTER', 'three'));
    const ran: string[] = [];
    for (queue = takeNext(queue); queue.running; queue = takeNext(ended(queue))) {
      assert.equal(takeNext(queue), queue);
      ran.push(queue.running.command.join());
    }
    assert.deepEqual(ran, ['one', 'two', 'three']);
  });
  test('drops what is over, the oldest first', () => {
    let queue = emptyQueue;
    const dropped: string[] = [];
    for (let i = 0; i < 12; i++) {
      const [next, lost] = enqueue(queue, about(i % 2 ? 'BACKUP' : 'MASTER', String(i)));
      queue = next;
      dropped.push(...lost.map(({programs}) => programs[0]!.command.join()));
    }
    assert.deepEqual(dropped, ['0', '1', '2', '3']);
    assert.equal(queue.waiting.at(-1)?.programs[0]?.command[0], '11');
  });
  test('has nothing of a change that nobody is told of', () => {
    assert.deepEqual(enqueue(emptyQueue, about('MASTER')), [emptyQueue, []]);
  });
});
