import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {closeSync, existsSync, fstatSync, openSync, readFileSync} from 'node:fs';
import {describe} from 'node:test';
import {loadSystemCalls} from '../../../src/kernel/packet/system-calls.js';
import {eventually} from '../../directors/eventually.js';
import {Keepalived} from '../../directors/keepalived.js';
import {AddressWatch} from '../../directors/address-watch.js';
import {now} from '../../directors/network.js';
import {type Pair, pairTest, routerConf} from './pair.js';

describe('a director and what is around it', () => {
  pairTest('it does not run beside a keepalived that runs the same virtual router', async pair => {
    if (!existsSync('/usr/sbin/keepalived')) return;
    const {host, director} = pair.a;
    const keepalived = new Keepalived(host.namespace, host.folder);
    keepalived.configure(routerConf({priority: 100}));
    try {
      await keepalived.start();
      await assert.rejects(director.start());
      assert.match(
        director.log,
        /VI_1 is virtual router 51 on eth0, which keepalived \(process \d+, .*\) runs as VI_1/,
      );
    } finally {
      await keepalived.remove();
    }
  });

  pairTest('a keepalived that is started beside it is noticed', async pair => {
    if (!existsSync('/usr/sbin/keepalived')) return;
    await pair.run();
    const {host, director} = pair.a;
    const keepalived = new Keepalived(host.namespace, host.folder);
    keepalived.configure(routerConf({priority: 10}));
    try {
      await keepalived.start();
      await director.shows('the other', ({configuration}) => configuration.foreign !== undefined);
      assert.match(director.log, /^warning: VI_1 is virtual router 51 on eth0, which keepalived \(process \d+,/m);
      const {status, stdout} = await host.run('director', 'state');
      assert.equal(status, 1);
      assert.match(stdout, /^VI_1 is virtual router 51 on eth0, which keepalived/m);
    } finally {
      await keepalived.remove();
    }
    await director.shows('that it is alone', ({configuration}) => configuration.foreign === undefined);
  });

  pairTest('whoever reads its log may go', async pair => {
    const {host, director} = pair.a;
    director.configure(routerConf({priority: 100}));
    const child = spawn(
      'ip',
      ['netns', 'exec', host.namespace.name, 'bin/lvsctl', 'director', 'run', '--config', director.configuration],
      {
        env: {PATH: process.env.PATH, LVSCTL_RUN_DIR: host.path('run'), LVSCTL_STATE_DIR: host.path('state')},
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    child.stderr.once('data', () => child.stderr.destroy());
    await eventually(
      () => host.has('10.0.0.100'),
      () => 'it is not master',
    );
    child.kill('SIGHUP');
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.ok(!host.has('10.0.0.100'));
  });

  pairTest('the service manager is told what it does', async pair => {
    const {host, director} = pair.a;
    director.configure(routerConf({priority: 100}));
    const manager = new ServiceManager(host.path('notify'));
    const journal = openSync(host.path('journal'), 'a');
    const {dev, ino} = fstatSync(journal);
    const child = spawn(
      'ip',
      ['netns', 'exec', host.namespace.name, 'bin/lvsctl', 'director', 'run', '--config', director.configuration],
      {
        env: {
          PATH: process.env.PATH,
          NOTIFY_SOCKET: manager.path,
          JOURNAL_STREAM: `${dev}:${ino}`,
          LVSCTL_RUN_DIR: host.path('run'),
          LVSCTL_STATE_DIR: host.path('state'),
        },
        stdio: ['ignore', 'ignore', journal],
      },
    );
    closeSync(journal);
    const ended = new Promise<number | null>(resolve => child.on('close', resolve));
    await manager.hears(/^READY=1\nSTATUS=1 virtual router: 1 (backup|not started|master)/m);
    await manager.hears(/^STATUS=1 virtual router: 1 master$/m);
    child.kill('SIGHUP');
    await manager.hears(/^RELOADING=1\nMONOTONIC_USEC=\d{6,}\n(?:.*\n)*READY=1$/m);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    await manager.hears(/^STOPPING=1$/m);
    manager.close();
    const log = readFileSync(host.path('journal'), 'utf8');
    assert.match(log, /^<5>VI_1 is master: no other master was heard \(priority 100\)$/m);
    assert.ok(
      log.split('\n').every(line => line === '' || /^<[3-6]>/.test(line)),
      log,
    );
  });

  pairTest('a router is handed over to the other and held, and the address is gone for a moment only', async pair => {
    await pair.run();
    const watch = new AddressWatch([pair.a.host, pair.b.host], '10.0.0.100');
    try {
      await handsOverAndBack(pair, watch);
    } finally {
      watch.close();
    }
  });
});

async function handsOverAndBack(pair: Pair, watch: AddressWatch): Promise<void> {
  const since = now();
  const {director} = pair.a;
  const asked = await director.call('hand-over', {target: 'VI_1', to: '10.0.0.2', isOnlyAsked: true});
  assert.equal(asked.result, 'ready');
  const {result, gap} = await director.call('hand-over', {
    target: 'VI_1',
    to: '10.0.0.2',
    hold: {owner: 'bob', reason: 'a test'},
  });
  assert.equal(result, 'done');
  assert.ok((gap ?? 1000) < 100, `${gap} ms`);
  await pair.are('backup', 'master');
  assert.equal((await director.state()).holds[0]?.reason, 'a test');
  assert.equal(pair.holders(), 'b');
  assert.ok(watch.longestNone(since) < 100, `nobody had it for ${watch.longestNone(since)} ms`);
  await director.call('release', {target: 'VI_1'});
  await pair.are('master', 'backup');
  const journal = JSON.parse((await pair.a.host.run('journal', '-o', 'json')).stdout);
  assert.deepEqual(
    journal.entries.map(({command, user, reason, outcome}: Record<string, string>) => [command, user, reason, outcome]),
    [
      ['director: VI_1 is held as backup no more: released', 'root', null, 'done'],
      ['director: VI_1 is handed over to 10.0.0.2', 'bob', 'a test', 'done'],
      ['director: VI_1 is held as backup', 'bob', 'a test', 'done'],
    ],
  );
  const {stdout} = await pair.a.host.run('journal', String(journal.entries[2].id));
  assert.match(stdout, /^what takes it back:\n {2}lvsctl vrrp release VI_1$/m);
  assert.equal((await director.call('hand-over', {target: 'VI_1', to: '10.0.0.9'})).result, 'no-answer');
  assert.equal(pair.holders(), 'a');
}

/** What listens on NOTIFY_SOCKET: datagrams of AF_UNIX. */
class ServiceManager {
  readonly #calls = loadSystemCalls();
  readonly #descriptor: number;
  #heard = '';

  constructor(readonly path: string) {
    this.#descriptor = this.#calls.socket(1, 2, 0);
    const address = Buffer.alloc(3 + Buffer.byteLength(path));
    address.writeUInt16LE(1);
    address.write(path, 2);
    assert.equal(this.#calls.bind(this.#descriptor, address, address.length), 0);
  }

  hears(pattern: RegExp): Promise<void> {
    return eventually(
      () => {
        this.#receive();
        return pattern.test(this.#heard);
      },
      () => `${pattern} is not in ${this.#heard}`,
    );
  }

  close(): void {
    this.#calls.close(this.#descriptor);
  }

  #receive(): void {
    const bytes = Buffer.alloc(4096);
    for (;;) {
      const length = Number(this.#calls.recv(this.#descriptor, bytes, bytes.length, 0x40));
      if (length <= 0) return;
      this.#heard += bytes.toString('utf8', 0, length);
    }
  }
}
