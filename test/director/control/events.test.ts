import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {applyEvent} from '../../../src/director/protocol/apply-event.js';
import {DirectorClient} from '../../../src/director/protocol/director-client.js';
import type {DirectorEvent, DirectorState} from '../../../src/director/protocol/director-state.js';
import {eventually} from '../../directors/eventually.js';
import {arbitraryEvent, asSent, routerOf} from '../protocol/states.js';
import {Opened} from './opened.js';

const timeout = 5000;

describe('who subscribes', () => {
  test('gets the state, and then every event with its number', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.request(1, 'subscribe');
    assert.deepEqual((await client.answer(1)).result, asSent(opened.state));
    const router = routerOf('VI_1', {state: 'master'});
    opened.publish({type: 'router', router, words: 'the master went silent'});
    opened.publish({type: 'holds', holds: []});
    await eventually(
      () => client.received.length === 3,
      () => 'no events',
    );
    const common = {jsonrpc: '2.0', method: 'event'};
    assert.deepEqual(asSent(client.received.slice(1)), [
      {
        ...common,
        params: {
          sequence: 1,
          at: opened.time.now,
          event: asSent({type: 'router', router, words: 'the master went silent'}),
        },
      },
      {...common, params: {sequence: 2, at: opened.time.now, event: {type: 'holds', holds: []}}},
    ]);
  });

  test('twice gets the state again, and each event once', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    client.request(1, 'subscribe');
    client.request(2, 'subscribe');
    await client.answer(2);
    opened.publish({type: 'holds', holds: []});
    client.request(3, 'state');
    await client.answer(3);
    assert.deepEqual(
      client.received.map(({id, params}) => id ?? params?.sequence),
      [1, 2, 1, 3],
    );
  });

  test('sees what every other sees, and what the director has', async context => {
    const opened = await Opened.open(context);
    const {after} = opened.time;
    const early = await DirectorClient.connect(opened.path('state'), {after});
    const heard: DirectorEvent[] = [];
    const first = await early.subscribe(event => void heard.push(event), {timeout});
    const events = fc.sample(arbitraryEvent, {numRuns: 600, seed: 11});
    for (const event of events.slice(0, 300)) opened.publish(event);
    const late = await DirectorClient.connect(opened.path('control'), {after});
    await late.subscribe(() => {}, {timeout});
    for (const event of events.slice(300)) opened.publish(event);
    await Promise.all([early, late].map(client => client.call('state', {}, {timeout})));
    for (const client of [early, late]) assert.deepEqual(asSent(client.state), asSent(opened.state));
    assert.deepEqual(asSent(heard), asSent(events));
    assert.deepEqual(asSent(heard.reduce(applyEvent, first)), asSent(opened.state));
    for (const client of [early, late]) client.close();
  });

  test('and does not read gets a snapshot instead of what was too much, once it reads again', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.request(1, 'subscribe');
    await client.answer(1);
    client.socket.pause();
    const cause = 'x'.repeat(1000);
    for (let i = 0; i < 5000; i++)
      opened.publish({type: 'router', router: routerOf(`VI_${i % 9}`, {cause, priority: i % 255}), words: undefined});
    client.socket.resume();
    await eventually(
      () => client.received.some(({params}) => params?.event.type === 'snapshot'),
      () => 'no snapshot',
    );
    assert.ok(client.received.length < 2500, `${client.received.length} events`);
    opened.publish({type: 'holds', holds: []});
    await eventually(
      () => client.received.at(-1)?.params?.event.type === 'holds',
      () => 'nothing after the snapshot',
    );
    const [answer, ...notifications] = client.received;
    assert.deepEqual(
      notifications.map(({params}) => params?.sequence),
      notifications.map((_, i) => i + 1),
    );
    const events = notifications.map(({params}) => params?.event as DirectorEvent);
    assert.deepEqual(events.reduce(applyEvent, answer?.result as DirectorState), asSent(opened.state));
  });

  test('and does not read for 30 s is closed', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.request(1, 'subscribe');
    await client.answer(1);
    client.socket.pause();
    const router = routerOf('VI_1', {cause: 'x'.repeat(10_000)});
    for (let i = 0; i < 500; i++) opened.publish({type: 'router', router, words: undefined});
    opened.time.advance(29_000);
    assert.deepEqual(opened.reports, []);
    opened.time.advance(2000);
    assert.deepEqual(opened.reports, ['state.sock client 1 was closed: it has read nothing for 30 s']);
  });

  test('and has said all is closed', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.request(1, 'subscribe');
    client.socket.end();
    assert.ok((await client.closed())?.result);
  });
});
