import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {chmodSync} from 'node:fs';
import {connect, type Socket} from 'node:net';
import {dirname} from 'node:path';
import {describe, type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {isSoak} from '../parity/seed.js';
import {AddressWatch} from './address-watch.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import {now} from './network.js';
import {story} from './story.js';
import {Wire} from './wire.js';

/** Milliseconds. */
const interval = 500;
const longest = 1.2 * interval;
const duration = isSoak() ? 60_000 : 5000;
const most = 20;

const settings = (priority: number) => ({
  instances: [{name: 'VI_1', priority, interval: interval / 1000, addresses: ['10.0.0.100']}],
});

describe('what happens to the supervisor is nothing to the virtual routers', {concurrency: true}, () => {
  for (const neighbour of isSoak() ? (['ours', 'keepalived'] as const) : (['ours'] as const))
    story(`beside ${neighbour}`, {directors: 3, daemons: ['ours', neighbour]}, async (network, chapter, a, b, c) => {
      const since = now();
      await Promise.all([a.runs(settings(150)), b.runs(settings(100))]);
      await network.say({a: ['VI_1 master'], b: ['VI_1 backup']}, {since});
      for (const {lvsctl} of [a, b]) await lvsctl.close();
      const watch = new AddressWatch([a, b], '10.0.0.100');
      const wire = new Wire(c);
      const meanwhile = async (t: TestContext, work: () => Promise<void>) => {
        const begin = now();
        const before = await a.ours.state();
        await work();
        const end = now();
        await eventually(
          () => wire.heard.filter(({at}) => at > end).length >= 2,
          () => 'nothing is heard any more',
        );
        const pause = wire.longestPause('10.0.0.1', begin - interval);
        t.diagnostic(`longest time between two advertisements: ${pause.toFixed(1)} ms of ${interval}`);
        assert.ok(pause <= longest, `${pause} ms\n${a.daemon.log}`);
        assert.deepEqual([wire.changes(begin), watch.gains(b.name)], [['10.0.0.1'], 0]);
        const after = await a.ours.state();
        assert.deepEqual(
          [after.holds, after.configuration.problem, after.processes[0]?.pid, after.routers[0]?.state],
          [[], undefined, before.processes[0]?.pid, 'master'],
        );
      };
      try {
        await eventually(
          () => wire.heard.length > 2,
          () => 'nothing is heard',
        );
        await chapter(`stopped by a signal for ${duration / 1000} s`, t =>
          meanwhile(t, async () => {
            process.kill(a.ours.pid, 'SIGSTOP');
            await delay(duration);
            process.kill(a.ours.pid, 'SIGCONT');
          }),
        );
        await chapter('kept busy by requests whose answers nobody reads, and by signals', t =>
          meanwhile(t, () => keepBusy(a)),
        );
        await chapter('flooded with garbage and half requests, on both sockets', t => meanwhile(t, () => pester(a)));
        await chapter('asked by who may not: nothing is changed', t =>
          meanwhile(t, async () => {
            await askAsNobody(a);
            await askWhereOneMayNot(a);
          }),
        );
      } finally {
        watch.close();
        await wire.close();
      }
    });
});

async function keepBusy({ours}: Director): Promise<void> {
  const clients = Array.from({length: most}, () => deaf(ours.socket('control')));
  const end = performance.now() + duration;
  const asked = `${JSON.stringify({jsonrpc: '2.0', id: 1, method: 'state', params: {}})}\n`.repeat(100);
  try {
    for (let i = 0; performance.now() < end; i++) {
      for (const client of clients) if (client.writableLength < 1_000_000) client.write(asked);
      process.kill(ours.pid, i % 2 === 0 ? 'SIGSTOP' : 'SIGCONT');
      if (i % 20 === 19) process.kill(ours.pid, 'SIGHUP'); // reads its configuration again
      await delay(5);
    }
  } finally {
    process.kill(ours.pid, 'SIGCONT');
    for (const client of clients) client.destroy();
  }
}

async function pester({ours}: Director): Promise<void> {
  const end = performance.now() + duration;
  const deep = `${'['.repeat(30_000)}\n`;
  const pieces = [
    () => randomBytes(4096),
    () => deep,
    () => 'x'.repeat(100_000),
    () => '{"jsonrpc":"2.0","id":1,"method":"hold","params":{"target":"VI_1","as":"ba',
    () => '{"jsonrpc":"2.0","id":1,"method":"hold","params":{"target":"VI_9","as":"backup"}}\n',
    () => '{"jsonrpc":"2.0","id":1,"method":"hold","params":{"target":"VI_1","as":"slave","__proto__":{"a":1}}}\n',
    () => '{"jsonrpc":"2.0","id":1,"method":"hand-over","params":{"target":"VI_1","to":"10.0.0.1"}}\n',
    () => '{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{}}\n',
    () => '\0\n\r\n\n',
  ];
  const open = new Set<Socket>();
  try {
    for (let i = 0; performance.now() < end; i++) {
      const client = deaf(ours.socket(i % 2 === 0 ? 'control' : 'state'));
      open.add(client);
      client.on('close', () => open.delete(client));
      client.write(pieces[i % pieces.length]!());
      if (i % 3 === 0) client.end(); // half open
      if (open.size > 200) for (const one of [...open].slice(0, 100)) one.destroy();
      await delay(2);
    }
  } finally {
    for (const client of open) client.destroy();
  }
  await eventually(
    () => open.size === 0,
    () => 'clients stay',
  );
}

/** As a user without rights, for whom only the sockets are closed. */
async function askAsNobody({ours}: Director): Promise<void> {
  for (const folder of [dirname(ours.folder), ours.folder]) chmodSync(folder, 0o755);
  for (const kind of ['control', 'state'] as const) {
    const script = `require('node:net').connect(${JSON.stringify(ours.socket(kind))}, () => console.log('connected')).on('error', error => console.log(error.code))`;
    const child = spawn(process.execPath, ['-e', script], {
      uid: 65534,
      gid: 65534,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', piece => {
      text += piece;
      if (text.startsWith('connected')) child.kill('SIGKILL');
    });
    await eventually(
      () => child.exitCode !== null || child.signalCode !== null,
      () => 'it does not end',
    );
    assert.equal(text.trim(), 'EACCES', kind);
  }
}

/** On the socket that only tells. */
async function askWhereOneMayNot({ours}: Director): Promise<void> {
  const client = connect(ours.socket('state'));
  let text = '';
  client.on('data', piece => {
    text += piece;
  });
  const asked = [
    ['hold', {target: 'VI_1', as: 'backup'}],
    ['hand-over', {target: 'VI_1', to: '10.0.0.2'}],
    ['reload', {}],
    ['stop', {}],
    ['release', {target: 'VI_1'}],
    ['announce', {target: 'VI_1'}],
  ] as const;
  for (const [i, [method, params]] of asked.entries())
    client.write(`${JSON.stringify({jsonrpc: '2.0', id: i, method, params})}\n`);
  await eventually(
    () => text.split('\n').length > asked.length,
    () => `answers: ${text}`,
  );
  client.destroy();
  const codes = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).error?.code);
  assert.deepEqual(
    codes,
    asked.map(() => 1),
  );
}

/** A client that reads nothing. */
function deaf(path: string): Socket {
  const socket = connect({path, allowHalfOpen: true});
  socket.pause();
  socket.on('error', () => {}); // it was sent away
  return socket;
}
