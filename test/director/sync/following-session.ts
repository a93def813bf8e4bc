import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {DirectorState} from '../../../src/director/protocol/director-state.js';
import type {Director} from '../../directors/director.js';
import {Network, now} from '../../directors/network.js';
import {Wire} from '../../directors/wire.js';

/** Runs in the lab's guest: two directors with a wire between them for the synchronization, and a client. */
const connections = 5;
const address = '10.0.0.100';
const interval = 500;

const configuration = (priority: number) => `global_defs {
  lvs_sync_daemon eth1 VI_1 id 7 maxlen 1200
}
vrrp_instance VI_1 {
  interface eth0
  version 3
  virtual_router_id 51
  priority ${priority}
  advert_int ${interval / 1000}
  virtual_ipaddress {
    ${address}/24
  }
}
`;

const serving = `require('node:net').createServer(socket => socket.pipe(socket)).listen(8080);`;
/** Each has sent enough packets to be told of (sync_threshold 3 50), and stays open. */
const connecting = `
const {connect} = require('node:net');
for (let i = 0; i < ${connections}; i++) {
  const socket = connect(80, '${address}', () => socket.write('x'));
  let echoes = 0;
  socket.on('data', () => ++echoes < 6 && socket.write('x'));
}`;

test('directors with connection synchronization', {timeout: 140_000}, async t => {
  const network = new Network({directors: 3, segments: 2, daemons: ['ours', 'ours']});
  const [a, b, client] = network.directors as [Director, Director, Director];
  const programs = [a, b].map(({namespace}) => background(namespace.name, serving));
  try {
    for (const {namespace, place} of [a, b]) {
      namespace.run('ipvsadm', '-A', '-t', `${address}:80`, '-s', 'rr');
      namespace.run('ipvsadm', '-a', '-t', `${address}:80`, '-r', `10.0.0.${place}:8080`, '-m');
    }
    a.ours.configure(configuration(150));
    b.ours.configure(configuration(100));
    await Promise.all([a.ours.start(), b.ours.start()]);

    await t.test('the master sends, and the backup listens', async () => {
      await settled(a, 'master');
      await settled(b, 'backup');
      assert.match(daemonsOf(a), /^master sync daemon \(mcast=eth1, syncid=7, maxlen=1200/);
      assert.match(daemonsOf(b), /^backup sync daemon \(mcast=eth1, syncid=7, maxlen=1200/);
      const {sync} = await shown(a);
      assert.deepEqual(
        [sync?.router, sync?.interface, sync?.syncId, sync?.role, sync?.running, sync?.problem],
        ['VI_1', 'eth1', 7, 'master', ['master'], undefined],
      );
      assert.ok(now() - (sync?.since ?? 0) < 60_000);
    });

    await t.test(
      'the connections of the master are known to the backup, and lvsctl sync status covers them',
      async () => {
        programs.push(background(client.namespace.name, connecting));
        await until(
          async () => (await counted(b)).connections.synced === connections,
          async () => JSON.stringify(await counted(b)),
        );
        writeFileSync(a.path('peer.json'), (await b.run('sync', 'status', '-o', 'json')).stdout);
        const {stdout, stderr} = await a.run('sync', 'status', '-o', 'json', '--peer', a.path('peer.json'));
        assert.deepEqual(
          JSON.parse(stdout).services[0].coverage.there,
          {own: connections, received: connections, percent: 100},
          stderr,
        );
      },
    );

    await t.test('a handover swaps the daemons, and no advertisement waits for that', async one => {
      const wire = new Wire(client);
      const since = now();
      await until(
        async () =>
          (await a.ours.call('hand-over', {target: 'VI_1', to: '10.0.0.2', isOnlyAsked: true})).result === 'ready',
        async () => a.ours.log,
      );
      await until(
        async () => wire.heard.length > 2,
        async () => 'no advertisements',
      );
      const asked = now();
      const {result, gap, words} = await a.ours.call('hand-over', {
        target: 'VI_1',
        to: '10.0.0.2',
        hold: {reason: 'a test'},
      });
      assert.equal(result, 'done', words);
      await settled(b, 'master');
      await settled(a, 'backup');
      one.diagnostic(
        `without an owner for ${gap?.toFixed(1)} ms; daemons swapped ${Math.round(now() - asked)} ms after it was asked for`,
      );
      assert.match(daemonsOf(a), /^backup sync daemon \(mcast=eth1, syncid=7/);
      assert.match(daemonsOf(b), /^master sync daemon \(mcast=eth1, syncid=7/);
      await delay(4 * interval); // more advertisements
      const pauses = ['10.0.0.1', '10.0.0.2'].map(source => Math.round(wire.longestPause(source, since)));
      one.diagnostic(`the longest pauses between advertisements: ${pauses.join(' and ')} ms`);
      for (const pause of pauses) assert.ok(pause < interval * 1.2, `${pause} ms without an advertisement`);
      await wire.close();
    });

    await t.test('its process that speaks is killed: the daemons go on, and are right in the end', async () => {
      b.ours.killVrrp();
      await settled(b, 'backup'); // the hold of a
      await settled(a, 'backup');
      await a.ours.call('release', {target: 'VI_1'});
      await settled(a, 'master');
      await settled(b, 'backup');
    });

    await t.test('whoever stops leaves no daemon behind, and the other one sends', async () => {
      await a.run('director', 'stop');
      await until(
        async () => !a.ours.isRunning,
        async () => a.ours.log,
      );
      assert.equal(daemonsOf(a), '');
      await settled(b, 'master');
      assert.match(daemonsOf(b), /^master sync daemon/);
    });

    await t.test('a reload without it stops them', async () => {
      b.ours.configure(configuration(100).replace(/^global_defs \{[^}]*\}\n/, ''));
      const {result} = await b.ours.call('reload', {});
      assert.equal(result, 'applied');
      await until(
        async () => daemonsOf(b) === '',
        async () => daemonsOf(b),
      );
      assert.equal((await b.ours.state()).sync, undefined);
    });
  } finally {
    t.diagnostic(`a: ${a.ours.log}\nb: ${b.ours.log}`);
    for (const program of programs) program.kill('SIGKILL');
    await network.remove();
  }
});

function background(namespace: string, text: string) {
  return spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', text], {stdio: 'ignore'});
}

/** As ipvsadm lists them. */
function daemonsOf({namespace}: Director): string {
  return namespace.run('ipvsadm', '-L', '--daemon');
}

async function shown(director: Director): Promise<DirectorState> {
  const {stdout, stderr} = await director.run('director', 'state', '-o', 'json');
  assert.ok(stdout.startsWith('{'), stderr);
  return JSON.parse(stdout);
}

async function counted(director: Director) {
  const {stdout} = await director.run('sync', 'status', '-o', 'json');
  return JSON.parse(stdout).services[0] as {connections: {local: number; synced: number}};
}

/** Its synchronization is to be so, and is. */
async function settled(director: Director, role: 'master' | 'backup'): Promise<void> {
  const state = () => director.ours.state().catch(() => undefined);
  await until(
    async () => {
      const {sync, routers = []} = (await state()) ?? {};
      return routers[0]?.state === role && sync?.role === role && sync.running.join() === role;
    },
    async () => `${director.name} is not ${role}: ${JSON.stringify((await state())?.sync)}\n${director.ours.log}`,
  );
}

async function until(isSo: () => Promise<boolean>, otherwise: () => Promise<string>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > end) assert.fail(await otherwise());
    await delay(50);
  }
}
