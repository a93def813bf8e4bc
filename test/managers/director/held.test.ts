import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import {keepalivedConf, type Settings} from '../../directors/keepalived-conf.js';
import {story} from '../../directors/story.js';

const [four, six, second] = ['10.0.0.100', 'fe80::100', '10.0.1.100'];
const settings = (priority: number, group = 'G'): Settings => ({
  instances: [
    {name: 'V4', priority, addresses: [four]},
    {name: 'V6', priority, addresses: [six]},
    {name: 'W4', priority, addresses: [second], interface: 'eth1'},
  ],
  group,
});

describe('of a sync group there is one hold', {concurrency: 1}, () => {
  story('whoever wants it', {directors: 2, segments: 2, daemons: ['ours', 'ours']}, async (_network, chapter, a, b) => {
    const holds = async (host: Director) =>
      (await host.ours.state()).holds.map(({target, as, owner}) => [target, as, owner]);
    const isAt = async (...hosts: readonly [Director, Director]) => {
      const [first] = hosts;
      await eventually(
        () => hosts.every(host => [four, six, second].every(address => host.has(address) === (host === first))),
        () => `${first.name} alone should have all addresses: ${hosts.map(host => host.daemon.log).join('\n')}`,
      );
    };
    await a.runs(settings(100));
    await b.runs(settings(50));
    await isAt(a, b);

    await chapter('a member holds all of it, and the words say so', async () => {
      const {status, stdout} = await a.run(
        'vrrp',
        'hold',
        'V6',
        '--as',
        'master',
        '--owner',
        'alice',
        '--reason',
        'hers',
      );
      assert.equal(status, 0, stdout);
      assert.match(stdout, /tell the director to be master with G:/);
      assert.match(stdout, /Held: lvsctl vrrp release G ends it/);
      assert.deepEqual(await holds(a), [['G', 'master', 'alice']]);
    });

    await chapter('what somebody else holds is not held otherwise without --force', async () => {
      const {status, stdout} = await a.run('vrrp', 'hold', 'V4', '--as', 'backup', '--owner', 'bob');
      assert.equal(status, 4, stdout);
      assert.match(
        stdout,
        /against it: this would replace the hold of G as master by alice: hers \[held-by-another, --force goes over it\]/,
      );
      assert.deepEqual(await holds(a), [['G', 'master', 'alice']]);
    });

    await chapter('what comes to nothing is put back: hers alone is there', async () => {
      b.daemon.stop();
      await eventually(
        () => !b.ours.isRunning,
        () => b.daemon.log,
      );
      const {status, stdout} = await a.run('vrrp', 'hold', 'V4', '--as', 'backup', '--owner', 'bob', '--force');
      assert.equal(status, 5, stdout);
      assert.deepEqual(await holds(a), [['G', 'master', 'alice']]);
      await isAt(a, b);
      await b.daemon.start();
    });

    await chapter('the newest is the one, and the answer says whose it was', async () => {
      const {status, stdout} = await a.run('vrrp', 'hold', 'V4', '--as', 'backup', '--owner', 'bob', '--force');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /side effect: it replaces the hold of G as master by alice: hers/);
      await isAt(b, a);
      assert.deepEqual(await holds(a), [['G', 'backup', 'bob']]);
      const released = await a.run('vrrp', 'release', 'V6');
      assert.equal(released.status, 0, released.stdout);
      await isAt(a, b);
      assert.deepEqual(await holds(a), []);
    });

    await chapter('it is handed over to a peer by any of its addresses', async () => {
      for (const [target, peer] of [
        ['V6', 'fe80::2'],
        ['G', '10.0.1.2'],
      ] as const) {
        const {status, stdout} = await a.run('vrrp', 'switch', target, '--to', peer);
        assert.equal(status, 0, stdout);
        assert.match(stdout, /director, by hand-over, held until released/);
        await isAt(b, a);
        assert.equal((await a.run('vrrp', 'release', target)).status, 0);
        await isAt(a, b);
        await a.ours.shows('no rival', ({routers}) => routers.every(({rivals}) => rivals.length === 0));
      }
    });

    await chapter('its addresses are announced by the director alone', async () => {
      const {status, stdout} = await a.run('vrrp', 'garp', 'V4');
      assert.equal(status, 0, stdout);
      assert.equal(stdout, 'the director announces the addresses of V4: 1\n');
      const {stdout: seen} = await a.run('vrrp', 'garp', second, '--dry-run');
      assert.equal(seen, `would have the director announce the addresses of W4: ${second}\n`);
    });

    await chapter('a master that is released says that a higher peer takes over', async () => {
      assert.equal((await b.run('vrrp', 'hold', 'G', '--as', 'master')).status, 0);
      await isAt(b, a);
      const {status, stdout} = await b.run('vrrp', 'release', 'G');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /done: .*from now on the protocol decides: a peer of higher priority takes over/);
      await isAt(a, b);
    });

    await chapter('a reload that takes it away says so, also before it is done', async () => {
      assert.equal((await b.run('vrrp', 'hold', 'G', '--as', 'backup', '--owner', 'alice')).status, 0);
      b.daemon.configure(keepalivedConf(settings(50, 'H')));
      const {stdout} = await b.run('director', 'reload', '--check');
      assert.match(stdout, /the hold of G as backup by alice; not in force any more, for nothing is called G/);
      b.daemon.reload();
      await eventually(
        () => /warning: reload: the hold of G as backup by alice; not in force any more/.test(b.daemon.log),
        () => b.daemon.log,
      );
      const {stdout: listed} = await b.run('vrrp', 'holds');
      assert.match(listed, /^\(no more\) HELD G as backup by alice/);
    });
  });
});
