import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eventually} from '../../directors/eventually.js';
import type {RawClient} from './raw-client.js';
import {freshFolder, Started} from './started.js';

const mebibyte = 1024 * 1024;
/** Twice what is measured; without the limits nobody is answered any more. */
const mostMemory = 300 * mebibyte;
const lines = 100_000;

test('floods from many clients at once cost no more memory than the limits say, and others are still answered', async context => {
  const director = await Started.start(context, freshFolder(context));
  assert.equal(director.word, 'open');
  const before = (await director.cost()).memory;

  const watcher = await director.connect('control');
  watcher.request(1, 'state');
  await watcher.answer(1);
  const idle = await connectMany(director, 8);
  const greedy = await connectMany(director, 8);
  const subscribed = await connectMany(director, 8);
  for (const client of greedy) flood(client, '{"jsonrpc":"2.0","id":1,"method":"state"}\n', lines);
  for (const client of subscribed) client.request(1, 'subscribe');
  for (const client of subscribed) await client.answer(1);
  for (const client of subscribed) client.socket.pause();
  const garbage = await connectMany(director, 4);
  for (const client of garbage) {
    client.socket.resume();
    flood(client, '{"jsonrpc":"2.0","id":[],"method":"stop"}\n', lines / 4);
  }
  const giant = await connectMany(director, 4);
  for (const client of giant) client.send('x'.repeat(8 * mebibyte));

  let most = 0;
  let slowest = 0;
  for (let id = 2; id < 22; id++) {
    if (id % 4 === 0) watcher.request(1000 + id, 'announce', {target: 'VI_1'});
    const from = performance.now();
    watcher.request(id, 'state');
    assert.ok((await watcher.answer(id)).result);
    slowest = Math.max(slowest, performance.now() - from);
    most = Math.max(most, (await director.cost()).memory);
  }
  for (const client of giant) assert.match(await client.dismissal(), /at most 65536 bytes/);
  for (const client of garbage)
    await eventually(
      () => client.received.length === lines / 4,
      () => `${client.received.length} answers`,
      60_000,
    );
  most = Math.max(most, (await director.cost()).memory);
  context.diagnostic(
    `${Math.round((most - before) / mebibyte)} MiB more than before, slowest answer ${Math.round(slowest)} ms`,
  );
  assert.ok(most - before < mostMemory, `${Math.round((most - before) / mebibyte)} MiB more than before`);
  assert.ok(slowest < 5000);
  for (const client of [watcher, ...idle, ...greedy, ...subscribed, ...garbage]) client.socket.destroy();
});

test('a flood of 100,000 requests is answered to whoever reads, each once and in order', async context => {
  const director = await Started.start(context, freshFolder(context));
  const client = await director.connect('state');
  let sent = 0;
  const send = () => {
    let hasRoom = true;
    while (sent < lines && hasRoom)
      hasRoom = client.socket.write(`{"jsonrpc":"2.0","id":${sent++},"method":"nothing"}\n`);
    if (sent < lines) client.socket.once('drain', send);
  };
  send();
  await eventually(
    () => client.received.length === lines,
    () => `${client.received.length} answers`,
    60_000,
  );
  assert.ok(client.received.every(({id}, i) => id === i));
  client.socket.destroy();
});

function connectMany(director: Started, count: number): Promise<RawClient[]> {
  return Promise.all(
    Array.from({length: count}, async () => {
      const client = await director.connect('state');
      client.socket.on('resume', () => {});
      return client;
    }),
  );
}

/** Sends and does not read. */
function flood(client: RawClient, line: string, count: number): void {
  const block = line.repeat(1000);
  let blocks = count / 1000;
  const send = () => {
    while (blocks-- > 0) if (!client.socket.write(block)) return void client.socket.once('drain', send);
  };
  send();
}
