import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import {story} from '../../directors/story.js';

const address = '10.0.0.100';
const instance = (priority: number, more: Readonly<Record<string, unknown>> = {}) => ({
  instances: [{name: 'VI_1', priority, version: 3 as const, interval: 1, addresses: [address], ...more}],
});
/** With a tracked file, by which a keepalived can be moved. */
const movable = (host: Director, priority: number) => ({
  instances: [{name: 'VI_1', priority, version: 3 as const, interval: 1, addresses: [address], files: ['lvsctl_hold']}],
  files: {lvsctl_hold: {path: host.path('hold'), weight: 0}},
});
const holder = async (...hosts: readonly Director[]) => {
  const [first] = hosts as [Director];
  await eventually(
    () => hosts.every(host => host.has(address) === (host === first)),
    () => `${first.name} alone should have ${address}: ${hosts.map(host => host.daemon.log).join('\n')}`,
  );
};
/** `Nobody was master for 5 ms` */
const gapOf = (stdout: string) => {
  const [, amount, unit] = /Nobody was master for ([\d.]+) (ms|s)/.exec(stdout) ?? [];
  return Number(amount) * (unit === 's' ? 1000 : 1);
};

describe('a director of ours is moved', {concurrency: 1}, () => {
  story('and hands over to another one', {directors: 2, daemons: ['ours', 'ours']}, async (_network, chapter, a, b) => {
    await a.runs(instance(100));
    await holder(a, b);
    await b.runs(instance(50));

    await chapter('the plan says that the peer has agreed, and changes nothing', async () => {
      const {status, stdout} = await a.run('vrrp', 'switch', 'VI_1', '--to', '10.0.0.2', '--dry-run');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /director, by hand-over, held until released/);
      assert.match(stdout, /standby of VI_1: 10\.0\.0\.2 says that it is ready/);
      await holder(a, b);
    });

    await chapter('to a named peer, in less than 30 ms', async () => {
      const {status, stdout} = await a.run('vrrp', 'switch', 'VI_1', '--to', '10.0.0.2', '--reason', 'new kernel');
      assert.equal(status, 0, stdout);
      assert.ok(gapOf(stdout) < 30, stdout);
      await holder(b, a);
    });

    await chapter('it is held, and says so', async () => {
      const holds = await a.run('vrrp', 'holds');
      assert.equal(holds.status, 0);
      assert.match(holds.stdout, /HELD VI_1 as backup by \S+ .*: new kernel/);
      const {stdout} = await a.run('vrrp', 'VI_1');
      assert.match(stdout, /VI_1 {2}BACKUP \(held by \S+: new kernel, until it is released\)/);
      const {document} = await a.once();
      assert.deepEqual(document.findings, []);
    });

    await chapter('a release brings it back', async () => {
      const {status, stdout} = await a.run('vrrp', 'release', 'VI_1');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /done: this host is master of VI_1/);
      assert.equal((await a.run('vrrp', 'release', 'VI_1')).status, 0, 'what is not held is released already');
    });

    await chapter('whoever is backup is made master, and nobody notices', async () => {
      const words = [
        'vrrp',
        'hold',
        'VI_1',
        '--as',
        'master',
        '--owner',
        'alice',
        '--reason',
        'test',
        '--expires',
        '2h',
      ];
      const {status, stdout} = await b.run(...words);
      assert.equal(status, 0, stdout);
      await holder(b, a);
      const {stdout: shown} = await b.run('vrrp');
      assert.match(shown, /MASTER \(held by alice\).* 254 of 50 /);
      assert.match(shown, /HELD VI_1 as master by alice .*: test; .*ends in 120 min, by director/);
    });

    await chapter('who is held as backup where nobody is master is found, with who holds it', async () => {
      assert.equal((await b.run('vrrp', 'release', 'VI_1')).status, 0);
      await holder(a, b);
      const {status, stdout} = await a.run('vrrp', 'hold', 'VI_1', '--as', 'backup', '--owner', 'alice');
      assert.equal(status, 0, stdout);
      b.daemon.stop();
      await eventually(
        () => !b.has(address),
        () => b.daemon.log,
      );
      const {stdout: shown} = await a.run('vrrp', '--wait', '4500ms');
      assert.match(shown, /ERROR no-master VI_1/);
      assert.match(shown, /held by alice: no reason given; lvsctl vrrp release VI_1 ends that/);
    });
  });

  story('to a keepalived', {directors: 2, daemons: ['ours', 'keepalived']}, async (_network, chapter, a, b) => {
    await a.runs(instance(100));
    await holder(a, b);
    await b.runs(movable(b, 50));

    await chapter('which cannot be asked: it takes over as on any priority 0', async () => {
      const {status, stdout} = await a.run('vrrp', 'switch', 'VI_1', '--to', '10.0.0.2');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /10\.0\.0\.2 did not answer as a director of lvsctl does/);
      assert.ok(gapOf(stdout) < 1200, stdout);
      await holder(b, a);
    });

    await chapter('a keepalived cannot be held as master, and the words say what to do', async () => {
      const {status, stdout} = await b.run('vrrp', 'hold', 'VI_1', '--as', 'master');
      assert.equal(status, 4, stdout);
      assert.match(stdout, /keepalived cannot be told to be master\. lvsctl vrrp switch VI_1 --to master/);
    });

    await chapter('it is held as backup, in favour of the director that is named', async () => {
      assert.equal((await a.run('vrrp', 'hold', 'VI_1', '--as', 'backup')).status, 0);
      await a.run('vrrp', 'release', 'VI_1');
      await holder(a, b);
      const {status, stdout} = await b.run('vrrp', 'hold', 'VI_1', '--as', 'backup', '--reason', 'disk');
      assert.equal(status, 0, stdout);
      const {stdout: holds} = await b.run('vrrp', 'holds');
      assert.match(holds, /HELD VI_1 as backup by .*: disk/);
      assert.equal((await b.run('vrrp', 'release', 'VI_1')).status, 0);
    });
  });
});
