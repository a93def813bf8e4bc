import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {readyJson} from '../../../src/director/control/ready-json.js';
import {errorCodes, type MethodName, methods} from '../../../src/director/protocol/methods.js';
import {ProtocolError} from '../../../src/director/protocol/protocol-error.js';
import {eventually} from '../../directors/eventually.js';
import {mutated} from '../protocol/mutated.js';
import {asSent} from '../protocol/states.js';
import {Opened} from './opened.js';

/** Right parameters for each method that changes something. */
const changing = {
  hold: {target: 'VI_1', as: 'backup'},
  release: {target: 'VI_1'},
  'hand-over': {target: 'VI_1', to: '10.0.1.2'},
  announce: {target: 'VI_1'},
  'checks-run': {server: '10.0.0.11'},
  'checks-disable': {server: '10.0.0.11'},
  'checks-enable': {server: '10.0.0.11'},
  reload: {},
  stop: {},
};

describe('state.sock', () => {
  test('tells the state', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    client.request(1, 'state');
    assert.deepEqual((await client.answer(1)).result, asSent(opened.state));
  });

  test('refuses every method that changes something, whatever its parameters are', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('state');
    const names = (Object.keys(methods) as MethodName[]).filter(name => !methods[name].reads);
    assert.deepEqual(names, Object.keys(changing));
    let id = 0;
    for (const name of names) {
      for (const params of [changing[name as keyof typeof changing], {nonsense: 1}]) {
        client.request(++id, name, params);
        const {error} = await client.answer(id);
        assert.equal(error?.code, errorCodes.notPermitted);
        assert.equal(
          error.message,
          `${name} changes something, and state.sock only tells: control.sock does it, for root`,
        );
      }
    }
    assert.deepEqual(opened.calls, []);
  });
});

describe('control.sock', () => {
  test('hands every changing method to the director, with its parameters, and gives back what it says', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    opened.actions = {
      hold: async ({target, as}) => ({
        target,
        as,
        since: 1,
        owner: undefined,
        reason: undefined,
        expires: undefined,
        replaced: [],
      }),
      release: async () => ({released: []}),
      'hand-over': async () => ({result: 'done', words: 'done', gap: 12}),
      announce: async () => ({addresses: 3}),
      'checks-run': async () => readyJson(Buffer.from('[{"words":"größer"}]')),
      'checks-disable': async ({server}) => ({
        server,
        pool: undefined,
        since: 1,
        owner: undefined,
        reason: undefined,
        servers: [],
      }),
      'checks-enable': async () => ({enabled: []}),
      reload: async () => ({result: 'unchanged', words: []}),
      stop: async () => ({}),
    };
    const results = [];
    for (const [i, [name, params]] of Object.entries(changing).entries()) {
      client.request(i, name, params);
      results.push((await client.answer(i)).result);
    }
    assert.deepEqual(opened.calls, Object.entries(changing));
    assert.deepEqual(results, [
      {target: 'VI_1', as: 'backup', since: 1, replaced: []},
      {released: []},
      {result: 'done', words: 'done', gap: 12},
      {addresses: 3},
      [{words: 'größer'}],
      {server: '10.0.0.11', since: 1, servers: []},
      {enabled: []},
      {result: 'unchanged', words: []},
      {},
    ]);
    client.request(99, 'state');
    assert.deepEqual((await client.answer(99)).result, asSent(opened.state));
  });

  test('does not hand on what has a wrong parameter', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    client.request(1, 'hold', {target: 'VI_1', as: 'king'});
    assert.equal((await client.answer(1)).error?.code, errorCodes.params);
    assert.deepEqual(opened.calls, []);
  });

  test('says why the director refuses, and keeps its stacks to itself', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    opened.actions = {
      release: async () => {
        throw new ProtocolError(errorCodes.refused, 'nothing holds "VI_\u001b[31m1"');
      },
      announce: () => {
        throw new TypeError('secret place in the code');
      },
    };
    client.request(1, 'release', {target: 'VI_1'});
    client.request(2, 'announce', {target: 'VI_1'});
    assert.deepEqual((await client.answer(1)).error, {code: 2, message: 'nothing holds "VI_\\x1b[31m1"'});
    assert.deepEqual((await client.answer(2)).error, {
      code: errorCodes.internal,
      message: 'the director failed in announce: its log says more',
    });
    assert.match(opened.reports.join(), /^announce failed: TypeError: secret place in the code\n\s+at /);
  });

  test('survives a result that is no JSON', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    opened.actions.announce = async () => ({addresses: 1n as unknown as number});
    client.request(1, 'announce', {target: 'VI_1'});
    assert.equal((await client.answer(1)).error?.code, errorCodes.internal);
    assert.match(opened.reports.join(), /^announce failed: TypeError: /);
  });

  test('lets eight requests of a client be under way, and reads on when one is done', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    const release: (() => void)[] = [];
    opened.actions.announce = () => new Promise(resolve => release.push(() => resolve({addresses: 1})));
    for (let id = 0; id < 20; id++) client.request(id, 'announce', {target: `VI_${id}`});
    const other = await opened.connect('control');
    other.request(1, 'state');
    await other.answer(1);
    assert.equal(release.length, 8);
    for (let done = 0; done < 20; done++) {
      await eventually(
        () => release.length > done,
        () => `${done} of 20`,
      );
      release[done]?.();
      await client.answer(done);
      assert.ok(release.length - done <= 9);
    }
  });

  test('answers who has said all, also later, and then closes', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    let release = () => {};
    opened.actions.announce = () =>
      new Promise(resolve => {
        release = () => resolve({addresses: 1});
      });
    client.request(1, 'announce', {target: 'VI_1'});
    client.socket.end();
    await eventually(
      () => opened.calls.length === 1,
      () => 'not asked',
    );
    release();
    assert.deepEqual((await client.closed())?.result, {addresses: 1});
  });

  test('carries out nothing that has no line feed', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    client.socket.end('{"jsonrpc":"2.0","id":1,"method":"stop"}');
    assert.equal(await client.dismissal(), 'the last request has no line feed');
    assert.deepEqual(opened.calls, []);
  });

  test('gives the answers of what is under way when it is closed', async context => {
    const opened = await Opened.open(context);
    const client = await opened.connect('control');
    const idle = await opened.connect('state');
    let closed: Promise<void> | undefined;
    opened.actions.stop = async () => {
      closed = opened.sockets.close();
      return {};
    };
    client.request(1, 'stop');
    assert.deepEqual((await client.closed())?.result, {});
    await idle.closed();
    await closed;
  });
});

test('a damaged request gets an error or is one, and the socket lives on', async context => {
  const opened = await Opened.open(context);
  const client = await opened.connect('control');
  opened.actions = {hold: async () => Promise.reject(new ProtocolError(errorCodes.refused, 'no'))};
  const line = JSON.stringify({jsonrpc: '2.0', id: 7, method: 'hold', params: changing.hold});
  const lines = fc.sample(mutated(line), {numRuns: 3000, seed: 7}).filter(bytes => bytes.toString().trim() !== '');
  for (const bytes of lines) client.socket.write(Buffer.concat([bytes, Buffer.from('\n')]));
  client.request(1_000_000, 'state');
  assert.ok((await client.answer(1_000_000)).result);
  await eventually(
    () => client.received.length === lines.length + 1,
    () => `${client.received.length} of ${lines.length}`,
  );
  for (const {error, id} of client.received) assert.ok(error !== undefined || id === 1_000_000);
  assert.ok(client.received.some(({error}) => error?.code === errorCodes.refused));
  assert.deepEqual(opened.reports, []);
});
