import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import {KeepalivedManager} from '../../../src/managers/keepalived/keepalived-manager.js';
import type {DaemonFacts} from '../../../src/vrrp/observer/daemons.js';
import type {ObserverEvent} from '../../../src/vrrp/observer/observer-event.js';
import {Bench, instance, keepalivedMissing, noOptions, type Started, until} from './bench.js';

describe('what is seen of a real keepalived', {skip: keepalivedMissing()}, () => {
  let bench: Bench;
  let manager: KeepalivedManager;
  let first: Started;
  let second: Started;
  const events: ObserverEvent[] = [];
  const factsOf = (name: string): DaemonFacts | undefined =>
    events.flatMap(event => (event.type === 'daemon' && event.name === name ? [event.facts] : [])).at(-1);
  const stateOf = (name: string) => factsOf(name)?.state;
  const source = (kind: string, name = '') =>
    manager.sources.find(one => one.kind === kind && one.name.includes(name))?.words ?? '';
  const config = (more = '') => `global_defs {
  enable_script_security
  script_user root
  notify_fifo ${bench.path('run/events')}
  vrrp_notify_fifo ${bench.path('others')}
}
@director1 $PRIORITY=90
track_file weighted {
  file ${bench.path('weighted')}
  weight 2
  init_file 3
}
vrrp_script good {
  script /bin/true
  interval 1
  weight 5
}
include ${bench.path('first/more')}/*.conf
${instance('VI_1', 1, `track_file {\n weighted\n }\n track_script {\n good\n }\n track_interface {\n v1 weight -3\n }\n${more}`)}`;

  before(async () => {
    bench = new Bench();
    mkdirSync(bench.path('run'));
    mkdirSync(bench.path('first/more'), {recursive: true});
    execFileSync('mkfifo', [bench.path('run/events')]);
    first = await bench.run('first', config());
    second = await bench.run('second', instance('VI_2', 2), '-P');
    manager = new KeepalivedManager(bench.world, noOptions);
    await manager.start(
      event => events.push(event),
      () => {},
    );
  });
  after(async () => {
    manager?.close();
    await bench.remove();
  });

  test('several in one namespace are told apart, with parents, VRRP processes and files', () => {
    const seen = manager.daemons.map(({name, parent, vrrp, configPath, configId, dumpFile}) => {
      return [name, parent?.pid, vrrp?.pid, configPath, configId, dumpFile];
    });
    const own = (name: string, {pid, vrrpPid}: Started) => {
      return [
        pid,
        vrrpPid(),
        bench.path(`${name}/keepalived.conf`),
        'director1',
        bench.path(`${name}/keepalived.data`),
      ];
    };
    assert.deepEqual(seen, [
      ['keepalived', ...own('first', first)],
      ['keepalived-2', ...own('second', second)],
    ]);
    assert.deepEqual(events.filter(({type}) => type === 'daemon').length, 2);
    assert.equal(stateOf('keepalived'), 'running');
  });

  test('their configurations say what is wanted', () => {
    const seen = manager.wanted.map(({name, daemon, virtualRouter, interval}) => [
      name,
      daemon,
      virtualRouter,
      interval,
    ]);
    assert.deepEqual(seen, [
      ['VI_1', 'keepalived', 1, 100],
      ['VI_2', 'keepalived-2', 2, 100],
    ]);
    assert.equal(source('configuration', 'first'), '1 virtual router');
  });

  test('the FIFO in our folder is read, another one is not', async () => {
    await until('it becomes master', () =>
      events.some(event => event.type === 'fifo' && event.line.type === 'instance' && event.line.state === 'master'),
    );
    assert.equal(manager.sources.filter(({kind}) => kind === 'fifo').length, 1);
    assert.equal(source('fifo', 'run/events'), 'every change of state');
  });

  test('asked, it tells its state, its priority and what changes that', async () => {
    assert.deepEqual(manager.reports, []);
    const at = Date.now();
    await manager.ask();
    assert.ok(Date.now() - at < 2000);
    const {instance: name, state, effectivePriority, adjustments, lastTransition} = manager.reports[0]!;
    assert.deepEqual([name, state, effectivePriority], ['VI_1', 'master', 101]);
    assert.deepEqual(adjustments, [
      {by: 'script good', amount: 5},
      {by: 'file weighted', amount: 6},
    ]);
    assert.ok(lastTransition && Math.abs(lastTransition - at) < 15_000);
    assert.equal(source('dump', 'first'), 'keepalived told of 1 virtual router');
  });

  test('a configuration that changes is read again, and the daemon may not have', async () => {
    writeFileSync(bench.path('first/new'), instance('VI_3', 3));
    renameSync(bench.path('first/new'), bench.path('first/more/new.conf'));
    await until('it is read', () => manager.wanted.some(({name}) => name === 'VI_3'));
    assert.match(source('configuration', 'first'), /^2 virtual routers; changed at .* it may run with the older text$/);
    process.kill(first.pid, 'SIGHUP');
    await until('it is reloaded', () => first.log().includes('(VI_3)'));
    await manager.ask();
    assert.equal(source('configuration', 'first'), '2 virtual routers');
  });

  test('a configuration that is given is taken for that of the one whose pid file is given', async () => {
    const path = bench.write('other', instance('VI_8', 8));
    const options = {keepalivedConfig: path, keepalivedPid: bench.path('second/parent.pid'), fifo: undefined};
    const given = new KeepalivedManager(bench.world, options);
    await given.start(
      () => {},
      () => {},
    );
    const seen = given.daemons.map(({name, parent, configPath}) => [name, parent?.pid, configPath]);
    assert.deepEqual(seen, [['keepalived', second.pid, path]]);
    assert.equal(given.wanted[0]?.name, 'VI_8');
    given.close();
  });

  test('a VRRP process that is stopped, and goes on', async () => {
    process.kill(second.vrrpPid()!, 'SIGSTOP');
    await until('it is told', () => stateOf('keepalived-2') === 'stopped');
    assert.match(source('daemon', 'keepalived-2'), /is stopped \(SIGSTOP\); kill -CONT lets it go on$/);
    await manager.ask();
    assert.match(source('dump', 'second'), /is stopped/);
    process.kill(second.vrrpPid()!, 'SIGCONT');
    await until('it is told', () => stateOf('keepalived-2') === 'running');
  });

  test('a VRRP process that is killed is gone at once, and another one by and by', async () => {
    const before = second.vrrpPid()!;
    const pid = () => (factsOf('keepalived-2') as {pid?: number}).pid;
    process.kill(before, 'SIGKILL');
    await until('it is gone, or another one is here', () => pid() !== before);
    await until('there is another', () => stateOf('keepalived-2') === 'running');
    assert.equal(pid(), second.vrrpPid());
    assert.equal(manager.daemons[1]?.parent?.pid, second.pid);
  });

  test('a VRRP process that outlives its parent is no parent', async () => {
    const vrrp = second.vrrpPid()!;
    process.kill(vrrp, 'SIGSTOP');
    process.kill(second.pid, 'SIGKILL');
    await until('its parent is gone', () => manager.daemons[1]?.parent === undefined);
    assert.equal(manager.daemons[1]?.vrrp?.pid, vrrp);
    assert.match(source('daemon', 'keepalived-2'), /its parent is gone/);
    process.kill(vrrp, 'SIGKILL');
    await until('it is gone', () => stateOf('keepalived-2') === 'gone');
    assert.equal(source('daemon', 'keepalived-2'), 'it has ended');
  });

  test('all killed: their pid files are there, and nobody is fooled', async () => {
    for (const pid of [first.pid, first.vrrpPid()!]) process.kill(pid, 'SIGKILL');
    await until('it is gone', () => stateOf('keepalived') === 'gone');
    assert.equal(manager.daemons[0]?.vrrp, undefined);
    assert.equal(manager.wanted.length, 3);
    assert.deepEqual(manager.reports, []);
  });

  test('one that begins again has the name it had', async () => {
    // as long as nobody has noted the end of the last one, keepalived takes its pid file for that of a living one
    for (const file of ['parent.pid', 'vrrp.pid']) rmSync(bench.path(`second/${file}`));
    second = await bench.run('second', instance('VI_2', 2), '-P');
    await until('it is seen', () => stateOf('keepalived-2') === 'running');
    assert.equal(manager.daemons[1]?.vrrp?.pid, second.vrrpPid());
    process.kill(second.pid, 'SIGTERM');
    await second.ended;
    await until('it is gone', () => stateOf('keepalived-2') === 'gone');
  });

  test('what is given wins over what is found', async () => {
    const path = bench.write('third', instance('VI_9', 9));
    const given = new KeepalivedManager(bench.world, {...noOptions, keepalivedConfig: path});
    const told: ObserverEvent[] = [];
    await given.start(
      event => told.push(event),
      () => {},
    );
    assert.deepEqual(told, [{type: 'daemon', name: 'keepalived', facts: {state: 'gone'}}]);
    assert.deepEqual(
      given.wanted.map(({name}) => name),
      ['VI_9'],
    );
    given.close();
  });
});
