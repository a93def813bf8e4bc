import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, type TestContext, test} from 'node:test';
import fc from 'fast-check';
import {formatNotification, formatResult} from '../../../src/director/protocol/answer.js';
import {DirectorClient} from '../../../src/director/protocol/director-client.js';
import {errorCodes} from '../../../src/director/protocol/methods.js';
import {NoAnswer} from '../../../src/director/protocol/no-answer.js';
import {isProtocolError, ProtocolError} from '../../../src/director/protocol/protocol-error.js';
import {eventually} from '../../directors/eventually.js';
import {mutated} from '../protocol/mutated.js';
import {asSent, stateOf} from '../protocol/states.js';
import {Opened} from './opened.js';
import {VirtualTime} from './virtual-time.js';

const timeout = 5000;

describe('the client of a director', () => {
  test('gets the result of a call', async context => {
    const opened = await Opened.open(context);
    opened.actions.announce = async () => ({addresses: 3});
    const client = await connectTo(context, opened, 'control');
    assert.deepEqual(await client.call('announce', {target: 'VI_1'}, {timeout}), {addresses: 3});
    assert.deepEqual(await client.call('state', {}, {timeout}), asSent(opened.state));
  });

  test('is told why the director refuses', async context => {
    const opened = await Opened.open(context);
    opened.actions.release = async () => Promise.reject(new ProtocolError(errorCodes.refused, 'nothing holds VI_1'));
    const client = await connectTo(context, opened, 'control');
    await assert.rejects(
      client.call('release', {target: 'VI_1'}, {timeout}),
      error => isProtocolError(error) && error.code === errorCodes.refused && error.message === 'nothing holds VI_1',
    );
    const reader = await connectTo(context, opened, 'state');
    await assert.rejects(reader.call('stop', {}, {timeout}), isError(errorCodes.notPermitted));
  });

  test('does not wait longer than it was told, and takes no answer for another', async context => {
    const opened = await Opened.open(context);
    const time = new VirtualTime();
    const client = await connectTo(context, opened, 'control', time);
    let release = () => {};
    opened.actions.announce = () =>
      new Promise(resolve => {
        release = () => resolve({addresses: 1});
      });
    const call = client.call('announce', {target: 'VI_1'}, {timeout: 2500});
    await eventually(
      () => opened.calls.length === 1,
      () => 'not asked',
    );
    time.advance(2500);
    await assert.rejects(call, {
      reason: 'timeout',
      message: 'the director has not answered announce within 2.5 s: it may still do it; look at its state',
    });
    release();
    assert.deepEqual(await client.call('state', {}, {timeout}), asSent(opened.state));
  });

  test('says where nobody listens', async context => {
    const folder = temporary(context);
    await assert.rejects(DirectorClient.connect(join(folder, 'state.sock'), new VirtualTime()), {
      reason: 'not-running',
      message: 'the director does not run: systemctl start lvsctl-director, or lvsctl director run',
    });
  });

  test('hears that there is no room for it', async context => {
    const opened = await Opened.open(context);
    const others = await Promise.all(Array.from({length: 32}, () => opened.connect('state')));
    others[31]?.request(1, 'state');
    await others[31]?.answer(1);
    const client = await connectTo(context, opened, 'state');
    await assert.rejects(client.call('state', {}, {timeout}), isError(errorCodes.closed, /has 32 clients already/));
  });

  test('hears that the director ends, with every call that waits', async context => {
    const opened = await Opened.open(context);
    opened.actions.announce = () => new Promise(() => {});
    const client = await connectTo(context, opened, 'control');
    const reasons: Error[] = [];
    client.onClose = why => void reasons.push(why);
    const call = client.call('announce', {target: 'VI_1'}, {timeout});
    await eventually(
      () => opened.calls.length === 1,
      () => 'not asked',
    );
    await Promise.all([assert.rejects(call, {reason: 'lost'}), opened.close()]);
    assert.equal(reasons.length, 1);
    await assert.rejects(client.call('state', {}, {timeout}), {reason: 'lost'});
  });

  test('that is closed fails what waits, and tells nobody else', async context => {
    const opened = await Opened.open(context);
    const client = await connectTo(context, opened, 'state');
    client.onClose = () => assert.fail('it was told');
    const call = client.call('state', {}, {timeout});
    client.close();
    client.close();
    await assert.rejects(call, {reason: 'closed'});
  });

  test('sends no request that is too long', async context => {
    const opened = await Opened.open(context);
    const client = await connectTo(context, opened, 'control');
    const call = client.call('release', {target: 'x'.repeat(70_000)}, {timeout});
    await assert.rejects(call, isError(errorCodes.request, /^release: more than 65536 bytes$/));
    await client.call('state', {}, {timeout});
  });
});

describe('what comes from a director', () => {
  const subscribed = formatResult(1, stateOf());
  const event = (sequence: number, text: string) => formatNotification(sequence, 1, text);

  test('may be of a newer version', async context => {
    const holds = '{"type":"holds","holds":[]}';
    const lines = [
      '{"jsonrpc":"2.0","method":"weather","params":{}}',
      subscribed,
      event(1, '{"type":"weather","weather":"mild"}'),
      event(2, holds),
    ];
    const {client} = await connectToLines(context, lines);
    const heard: unknown[] = [];
    await client.subscribe(event => void heard.push(event), {timeout});
    await eventually(
      () => heard.length > 0,
      () => 'nothing was heard',
    );
    assert.deepEqual(heard, [JSON.parse(holds)]);
    assert.deepEqual(client.state, asSent(stateOf()));
  });

  for (const [name, lines, words] of [
    ['no JSON', ['HTTP/1.1 400 Bad Request'], /the line is no JSON/],
    ['no JSON-RPC', ['{"id":1,"result":{}}'], /the line is no JSON-RPC 2.0/],
    ['no result', ['{"jsonrpc":"2.0","id":1}'], /neither a result nor an error/],
    [
      'a state of another version',
      [formatResult(1, {...stateOf(), schema: 'lvsctl.director/2'})],
      /use an lvsctl of the same version/,
    ],
    ['a gap between events', [subscribed, event(2, '{"type":"holds","holds":[]}')], /event 2 came where 1 is next/],
    [
      'an event without its piece',
      [subscribed, event(1, '{"type":"router"}')],
      /an event of the director has no router/,
    ],
    ['too long a line', ['x'.repeat(64 * 1024 * 1024 + 1)], /more than 67108864 bytes a line/],
  ] as const) {
    test(`ends the connection where it is ${name}`, async context => {
      const {client, ended} = await connectToLines(context, lines);
      client.subscribe(() => {}, {timeout}).catch(() => {});
      const why = await ended;
      assert.ok(why instanceof NoAnswer && why.reason === 'garbled', String(why));
      assert.match(why.message, words);
    });
  }

  test('where it is damaged fails calls, and nothing else', async context => {
    const lines = [subscribed, event(1, '{"type":"holds","holds":[]}'), formatResult(2, {addresses: 1})];
    const damaged = fc.sample(fc.record({i: fc.nat({max: 2}), line: fc.constantFrom(...lines).chain(mutated)}), {
      numRuns: 300,
      seed: 5,
    });
    const {path, answer} = await answering(context);
    for (const {i, line} of damaged) {
      answer(lines.with(i, line.toString('latin1')));
      const client = await DirectorClient.connect(path, new VirtualTime());
      const calls = [client.subscribe(() => {}, {timeout}), client.call('announce', {target: 'x'}, {timeout})];
      const outcomes = Promise.allSettled(calls);
      await new Promise<void>(resolve => {
        client.onClose = () => resolve();
      });
      for (const outcome of await outcomes)
        if (outcome.status === 'rejected')
          assert.ok(outcome.reason instanceof NoAnswer || isProtocolError(outcome.reason), String(outcome.reason));
    }
  });
});

function isError(code: number, words = /./): (error: unknown) => boolean {
  return error => isProtocolError(error) && error.code === code && words.test(error.message);
}

async function connectTo(
  context: TestContext,
  opened: Opened,
  kind: 'state' | 'control',
  time = new VirtualTime(),
): Promise<DirectorClient> {
  const client = await DirectorClient.connect(opened.path(kind), time);
  context.after(() => client.close());
  return client;
}

/** A director that says only these lines, at the first request. */
async function connectToLines(
  context: TestContext,
  lines: readonly string[],
): Promise<{client: DirectorClient; ended: Promise<Error>}> {
  const {path, answer} = await answering(context);
  answer(lines, false);
  const client = await DirectorClient.connect(path, new VirtualTime());
  context.after(() => client.close());
  const ended = new Promise<Error>(resolve => {
    client.onClose = resolve;
  });
  return {client, ended};
}

/** Something that answers a first request with lines, and may end then. */
async function answering(
  context: TestContext,
): Promise<{path: string; answer: (lines: readonly string[], ends?: boolean) => void}> {
  let text = '';
  let endsThen = true;
  const sockets: Socket[] = [];
  const server = createServer(socket => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      if (endsThen) socket.end(text, 'latin1');
      else socket.write(text);
    });
  });
  const path = join(temporary(context), 'fake.sock');
  await new Promise<void>(resolve => server.listen(path, resolve));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    path,
    answer(lines, ends = true) {
      text = lines.map(line => `${line}\n`).join('');
      endsThen = ends;
    },
  };
}

function temporary(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-client-'));
  context.after(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}
