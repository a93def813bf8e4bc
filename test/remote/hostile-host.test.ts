import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {RemoteFailure} from '../../src/remote/remote-host.js';
import type {RemoteWorld, ShellListener} from '../../src/remote/remote-world.js';
import {RpcHost} from '../../src/remote/rpc-host.js';
import {rpcLimits} from '../../src/remote/rpc-limits.js';

/** A host whose other side is the test. */
function open() {
  const written: string[] = [];
  let listener: ShellListener | undefined;
  let ended = 0;
  const timers = new Set<() => void>();
  const world: RemoteWorld = {
    start(_program, heard) {
      listener = heard;
      return {write: text => void written.push(text), unwritten: 0, end: () => void ended++};
    },
    clock: () => 0,
    after(_delay, call) {
      timers.add(call);
      return () => void timers.delete(call);
    },
    shell: ['ssh'],
    lvsctl: ['lvsctl'],
    version: '1',
  };
  const host = new RpcHost('lb1', {target: 'lb1', mayWrite: false, isKept: false}, world);
  const say = (text: string | Buffer) => listener?.onOutput(Buffer.from(text));
  const answer = (id: number, result: unknown) => say(`${JSON.stringify({jsonrpc: '2.0', id, result})}\n`);
  const greet = () =>
    answer(1, {schema: 'lvsctl.rpc/1', version: '1\u001b[2J', host: 'evil\u0007', clock: 1, mayWrite: true});
  return {host, say, answer, greet, written, timers, ended: () => ended, listener: () => listener as ShellListener};
}

describe('what a hostile host says', () => {
  test('is escaped', () => {
    const {host, greet} = open();
    greet();
    assert.ok(host.state.state === 'ready');
    assert.deepEqual([host.state.hello.version, host.state.hello.host], ['1\\x1b[2J', 'evil\\x07']);
  });

  test('answers that nobody asked for change nothing', () => {
    const {host, greet, answer, say} = open();
    greet();
    answer(1, {schema: 'lvsctl.rpc/1'});
    answer(77, 'x');
    say('{"jsonrpc":"2.0","method":"output","params":{"call":5,"stream":"stdout","text":"x"}}\n');
    say('{"jsonrpc":"2.0","id":3,"method":"run","params":{"words":["list"]}}\n');
    assert.equal(host.state.state, 'ready');
  });

  test('an error is words for whoever asked', async () => {
    const {host, greet, say, written} = open();
    greet();
    const asked = host.call('run', {words: ['x']}, {timeout: 1000});
    await Promise.resolve();
    const {id} = JSON.parse(written.at(-1) as string);
    say(`${JSON.stringify({jsonrpc: '2.0', id, error: {code: 2, message: 'no\u001b[m'}})}\n`);
    await assert.rejects(asked, error => {
      assert.ok(error instanceof RemoteFailure);
      assert.deepEqual([error.kind, error.message], ['refused', 'no\\x1b[m']);
      return true;
    });
  });

  test('a line without an end is given up before it fills the memory', () => {
    const {host, greet, say, ended} = open();
    greet();
    const piece = Buffer.alloc(8 * 1024 * 1024, 0x20);
    for (let sent = 0; sent <= rpcLimits.answerBytes; sent += piece.length) say(piece);
    assert.ok(host.state.state === 'down');
    assert.match(host.state.words, /more than \d+ bytes in a line/);
    assert.equal(ended(), 1);
  });

  test('whatever it says, nothing is thrown, and whoever waits gets an answer when it ends', async () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({
        jsonrpc: fc.constant('2.0'),
        id: fc.oneof(fc.integer({min: 0, max: 5}), fc.jsonValue()),
        result: fc.jsonValue(),
      }),
      fc.record({jsonrpc: fc.constant('2.0'), id: fc.constantFrom(1, 2, 3, null), error: fc.jsonValue()}),
      fc.record({
        jsonrpc: fc.constant('2.0'),
        method: fc.constantFrom('output', 'top.frame', 'x'),
        params: fc.jsonValue(),
      }),
    );
    const piece = fc.oneof(
      json.map(one => `${JSON.stringify(one)}\n`),
      fc.string({unit: 'binary', maxLength: 40}),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, {maxLength: 15}), fc.boolean(), async (pieces, isGreeted) => {
        const {host, say, greet, listener, timers} = open();
        if (isGreeted) greet();
        const run = host.run(['list'], () => {}, {patience: 1000});
        const called = host.call('ping', {}, {timeout: 1000}).catch(error => error);
        await Promise.resolve();
        for (const one of pieces) say(one);
        listener().onEnd({status: 255, signal: undefined, failure: undefined});
        const {words, status} = await run;
        assert.ok(words !== undefined || Number.isInteger(status));
        await called;
        assert.equal(host.state.state, 'down');
        host.close();
        assert.equal(timers.size, 0);
      }),
      {numRuns: 1500, seed: 8},
    );
  });
});
