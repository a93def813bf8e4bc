import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {errorCodes} from '../../../src/director/protocol/methods.js';
import {eventually} from '../../directors/eventually.js';
import {routerOf, stateOf} from '../protocol/states.js';
import {Opened} from './opened.js';
import type {RawClient} from './raw-client.js';

describe('a client', () => {
  test('is closed after a request with more than 64 KiB, and told', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.send('x'.repeat(64 * 1024));
    await answered(client, '\n'); // as long as it may be: no JSON, but a line
    assert.equal(client.received[0]?.error?.code, errorCodes.parse);
    client.send('y'.repeat(1024 * 1024));
    assert.equal(await client.dismissal(), 'a request has at most 65536 bytes');
    assert.deepEqual(opened.reports, ['state.sock client 1 was closed: a request has at most 65536 bytes']);
  });

  test('that is closed gets whole lines until then', async context => {
    const opened = await Opened.open(context);
    opened.state = stateOf(Array.from({length: 500}, (_, i) => routerOf(`VI_${i}`)));
    const client = await opened.connect('state');
    client.request(1, 'state');
    client.send('x'.repeat(100_000));
    await client.dismissal();
    assert.deepEqual(
      client.received.map(({id}) => id),
      [1, null],
    );
  });

  test('that makes no whole request is closed after a minute', async context => {
    const opened = await Opened.open(context);
    const [silent, dripping, asking, subscribed] = (await Promise.all(
      Array.from({length: 4}, () => opened.connect('state')),
    )) as [RawClient, RawClient, RawClient, RawClient];
    await allAreThere(opened);
    subscribed.request(1, 'subscribe');
    await subscribed.answer(1);
    for (let second = 0; second < 60; second++) {
      dripping.send(' ');
      opened.time.advance(1000);
      if (second === 30) {
        asking.request(1, 'state');
        await asking.answer(1);
      }
    }
    for (const client of [silent, dripping])
      assert.equal(await client.dismissal(), 'no request for 60 s: the connection is closed');
    opened.time.advance(28_000);
    assert.ok(!asking.isClosed);
    opened.time.advance(3000);
    await asking.dismissal();
    opened.time.advance(3_600_000);
    subscribed.request(2, 'state');
    await subscribed.answer(2);
  });

  test('is not closed while the director works for it', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    let release = () => {};
    opened.actions.reload = () =>
      new Promise(resolve => {
        release = () => resolve({result: 'applied', words: []});
      });
    client.request(1, 'reload');
    await eventually(
      () => opened.calls.length === 1,
      () => 'not asked',
    );
    opened.time.advance(300_000);
    release();
    await client.answer(1);
    opened.time.advance(59_000);
    client.request(2, 'state');
    await client.answer(2);
  });

  test('that asks and does not read waits for its answers, and is closed after 30 s', async context => {
    const opened = await Opened.open(context);
    opened.state = stateOf(Array.from({length: 500}, (_, i) => routerOf(`VI_${i}`)));
    let told = 0;
    const {state} = opened;
    Object.defineProperty(opened, 'state', {
      get() {
        told++;
        return state;
      },
    });
    const client = await opened.connect('state');
    client.socket.pause();
    for (let id = 0; id < 1000; id++) client.request(id, 'state');
    const other = await opened.connect('state');
    other.request(1, 'state');
    await other.answer(1);
    assert.ok(told < 20, `${told} answers were made for who does not read`);
    opened.time.advance(29_000);
    assert.deepEqual(opened.reports, []);
    opened.time.advance(2000);
    assert.deepEqual(opened.reports, ['state.sock client 1 was closed: it has read nothing for 30 s']);
  });

  test('that asks for much at once and reads gets every answer, in order', async context => {
    const opened = await Opened.open(context);
    opened.state = stateOf(Array.from({length: 500}, (_, i) => routerOf(`VI_${i}`)));
    const client = await opened.connect('state');
    for (let id = 0; id < 40; id++) client.request(id, 'state');
    await client.answer(39);
    assert.deepEqual(
      client.received.map(({id}) => id),
      Array.from({length: 40}, (_, i) => i),
    );
  });

  test('gets an error where the answer would have more than 64 MiB', async context => {
    const opened = await Opened.open(context);
    opened.state = stateOf([routerOf('VI_1', {cause: 'x'.repeat(65 * 1024 * 1024)})]);
    const client = await opened.connect('state');
    client.request(1, 'state');
    assert.deepEqual((await client.answer(1)).error, {
      code: errorCodes.internal,
      message: 'the answer has more than 67108864 bytes',
    });
  });

  test('that has gone in the middle of a request harms nobody', async context => {
    const opened = await Opened.open(context);
    let release = () => {};
    opened.actions.announce = () =>
      new Promise(resolve => {
        release = () => resolve({addresses: 1});
      });
    const client = await opened.connect('control');
    client.request(1, 'announce', {target: 'VI_1'});
    await eventually(
      () => opened.calls.length === 1,
      () => 'not asked',
    );
    client.socket.destroy();
    release();
    const other = await opened.connect('control');
    other.request(1, 'state');
    await other.answer(1);
    assert.deepEqual(opened.reports, []);
  });
});

test('a socket has 32 clients: the next ones are told so and closed, and there is room again when one goes', async context => {
  const opened = await Opened.open(context);
  const clients = await Promise.all(Array.from({length: 100}, () => opened.connect('state')));
  for (const client of clients) client.request(1, 'state');
  await eventually(
    () => clients.every(({received}) => received.length > 0),
    () => 'not all were answered',
  );
  const served = clients.filter(({received}) => received[0]?.id === 1);
  const others = clients.filter(client => !served.includes(client));
  assert.equal(served.length, 32);
  for (const client of others) assert.equal(await client.dismissal(), 'state.sock has 32 clients already: try again');
  const control = await opened.connect('control'); // has places of its own
  control.request(1, 'state');
  await control.answer(1);

  served[0]?.socket.destroy();
  await eventually(
    () => served[0]?.isClosed === true,
    () => 'it stays',
  );
  const next = await opened.connect('state');
  next.request(1, 'state');
  assert.ok((await next.answer(1)).result);
});

/** Whoever connected before is served: connections are taken up in order. */
async function allAreThere(opened: Opened): Promise<void> {
  const last = await opened.connect('state');
  last.request(1, 'state');
  await last.answer(1);
  last.socket.destroy();
}

async function answered(client: RawClient, text: string): Promise<void> {
  client.send(text);
  await eventually(
    () => client.received.length > 0,
    () => 'no answer',
  );
}
