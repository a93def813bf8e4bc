import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {LinuxFifoWriter} from '../../../src/director/notify/fifo-writer.js';
import {Notifier} from '../../../src/director/notify/notifier.js';
import {makeFifo} from '../../../src/kernel/process/make-fifo.js';
import {readFifo} from '../../../src/kernel/process/read-fifo.js';
import {noNotify} from '../../../src/vrrp/router/configuration.js';
import {parseFifoLine} from '../../../src/vrrp/observer/fifo-line.js';
import type {SpeakerReport} from '../../../src/vrrp/speaker/speaker-report.js';
import {eventually} from '../../directors/eventually.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {realWorld} from '../programs/real-world.js';

const user = process.getuid?.() === 0 ? 'root' : undefined;

describe('who is told of transitions', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const entered = (name: string, state: 'master' | 'backup' | 'initialize'): SpeakerReport => ({
    type: 'entered',
    at: 0,
    router: name,
    state,
    cause: {type: 'startup'},
    priority: 100,
  });
  function opened() {
    const world = realWorld();
    const notifier = new Notifier({...world, openFifo: path => new LinuxFifoWriter(path, makeFifo, world.log)});
    return {world, notifier};
  }

  test('programs run in the order of the changes, one at a time for each router, and nobody waits', async () => {
    const {notifier} = opened();
    const file = join(folder, 'told');
    const any = {
      command: ['/bin/sh', '-c', `echo begin $2 $3 >> ${file}; sleep 0.2; echo end $2 $3 >> ${file}`, 'x'],
      user,
    };
    notifier.configure(configuration(['A', 'B'].map(name => router({name, notify: {...noNotify, any}}))));
    const begun = performance.now();
    for (const state of ['backup', 'master'] as const)
      for (const name of ['A', 'B']) notifier.tell(entered(name, state), undefined);
    assert.ok(performance.now() - begun < 150);
    await notifier.idle();
    const told = readFileSync(file, 'utf8').trim().split('\n');
    for (const name of ['A', 'B'])
      assert.deepEqual(
        told.filter(line => line.includes(` ${name} `)),
        ['begin', 'end']
          .map(what => `${what} ${name} BACKUP`)
          .concat(['begin', 'end'].map(what => `${what} ${name} MASTER`)),
      );
    assert.ok(performance.now() - begun < 790, 'two routers wait for each other');
  });

  test('a program that fails is said, and the next one runs all the same', async () => {
    const {world, notifier} = opened();
    const file = join(folder, 'told');
    notifier.configure(
      configuration([
        router({
          notify: {
            ...noNotify,
            master: {command: ['/bin/false'], user},
            any: {command: ['/bin/sh', '-c', `echo "$@" > ${file}`, 'x'], user},
          },
        }),
      ]),
    );
    notifier.tell(entered('VI_1', 'master'), undefined);
    await notifier.idle();
    assert.deepEqual(world.log.lines, ['warning: VI_1: /bin/false ended with status 1']);
    assert.equal(readFileSync(file, 'utf8'), 'INSTANCE VI_1 MASTER 100\n');
  });

  test('whoever has not said that it stopped is said to have', async () => {
    const {notifier} = opened();
    const file = join(folder, 'told');
    const stop = {command: ['/bin/sh', '-c', `echo stop >> ${file}`], user};
    notifier.configure(configuration(['A', 'B'].map(name => router({name, notify: {...noNotify, stop}}))));
    notifier.tell(entered('A', 'initialize'), undefined);
    notifier.tellStopped(0, () => 100);
    await notifier.idle();
    assert.equal(readFileSync(file, 'utf8'), 'stop\nstop\n');
  });

  test('a FIFO is made for its owner alone, and has the lines that keepalived writes', async () => {
    const {notifier} = opened();
    const fifo = join(folder, 'fifo');
    notifier.configure(configuration([router()], {notify: {...noNotify, fifo}}));
    assert.ok(statSync(fifo).isFIFO());
    assert.equal(statSync(fifo).mode & 0o777, 0o600);
    notifier.tell(entered('VI_1', 'master'), undefined);
    const lines: string[] = [];
    const close = readFifo(fifo, text => lines.push(text));
    notifier.tell(entered('VI_1', 'backup'), undefined);
    await eventually(
      () => lines.join('').split('\n').length === 3,
      () => lines.join(''),
    );
    close();
    assert.equal(lines.join(''), 'INSTANCE "VI_1" MASTER 100\nINSTANCE "VI_1" BACKUP 100\n');
    assert.equal(parseFifoLine('INSTANCE "VI_1" MASTER 100').type, 'instance');
    notifier.close();
  });

  test('a reload leaves a router out and brings another one, before it is in force', async () => {
    const {notifier} = opened();
    const fifo = join(folder, 'fifo');
    const settings = (...names: readonly string[]) =>
      configuration(
        names.map((name, i) => router({name, virtualRouter: 51 + i, notify: {...noNotify, isDeletionTold: true}})),
        {notify: {...noNotify, fifo}},
      );
    notifier.configure(settings('A', 'B'));
    const lines: string[] = [];
    const close = readFifo(fifo, text => lines.push(text));
    notifier.expect(settings('A', 'C'));
    notifier.tell(entered('B', 'initialize'), {state: 'master', priority: 90});
    notifier.tell(entered('C', 'backup'), undefined);
    notifier.configure(settings('A', 'C'));
    notifier.tell(entered('A', 'initialize'), {state: 'master', priority: 90});
    await eventually(
      () => lines.join('').split('\n').length === 4,
      () => lines.join(''),
    );
    close();
    assert.equal(lines.join(''), 'INSTANCE "B" DELETED 90\nINSTANCE "C" BACKUP 100\nINSTANCE "A" STOP 100\n');
    notifier.close();
  });

  test('a FIFO that cannot be made is told in words', () => {
    const {world} = opened();
    new LinuxFifoWriter(join(folder, 'none/fifo'), makeFifo, world.log).write('lost');
    assert.equal(world.log.lines.length, 2);
    assert.match(world.log.lines[0]!, /FIFO .*none\/fifo cannot be made: .*no such file or folder/);
    assert.match(world.log.lines[1]!, /none\/fifo is not written: there is no such file or folder \(ENOENT\)/);
  });

  test('a FIFO that nobody reads takes what it holds, and the rest is dropped and counted', () => {
    const {world} = opened();
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const writer = new LinuxFifoWriter(fifo, makeFifo, world.log);
    const line = `INSTANCE "${'x'.repeat(1000)}" MASTER 100\n`;
    for (let i = 0; i < 200; i++) writer.write(line);
    assert.equal(world.log.lines.length, 1);
    assert.match(world.log.lines[0]!, /takes no more \(EAGAIN\)/);
    readFifo(fifo, () => {})();
    writer.write(line);
    assert.match(world.log.lines[1]!, /is read again: \d{2,3} lines were dropped/);
    writer.close();
  });

  test('a file that is no FIFO is not written to', () => {
    const {world} = opened();
    const file = join(folder, 'file');
    writeFileSync(file, 'text');
    new LinuxFifoWriter(file, makeFifo, world.log).write('line\n');
    assert.equal(readFileSync(file, 'utf8'), 'text');
    assert.match(world.log.lines[0]!, /is no FIFO/);
  });
});
