import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {rpcLimits} from '../../src/remote/rpc-limits.js';
import {rpcMethods} from '../../src/remote/rpc-methods.js';
import {RpcSession} from '../../src/remote/server/rpc-session.js';
import type {RunStreams, SessionWorld} from '../../src/remote/server/session-world.js';
import type {Stage} from '../../src/remote/stage.js';

interface Timer {
  readonly delay: number;
  call(): void;
}

/** A session whose commands do what the test says. */
function open({mayWrite = false, run = async (_words: readonly string[], _streams: RunStreams) => 0} = {}) {
  const lines: string[] = [];
  const timers = new Set<Timer>();
  let unread = 0;
  const output = {
    put: (line: string) => void lines.push(line),
    get unread() {
      return unread;
    },
    onRead() {},
  };
  const stage: Stage = {
    frame: {rows: [], pressed: 0, isTyping: false, local: {}},
    glance: undefined,
    onChange() {},
    onSave() {},
    onWish() {},
    press() {},
    paste() {},
    resize() {},
    show() {},
    async close() {},
  };
  const opened: {isReadOnly?: boolean} = {};
  const world: SessionWorld = {
    host: {version: '1', host: 'lb1', isEmbedded: true, isRoot: true},
    clock: () => 5,
    after(delay, call) {
      const timer = {delay, call};
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    output,
    accessOf: async ([word]) =>
      word === 'top'
        ? {access: 'refused', words: 'lvsctl top works only where it is started'}
        : {access: word === 'list' ? 'reads' : 'changes'},
    run,
    async openStage(options) {
      opened.isReadOnly = options.isReadOnly;
      return stage;
    },
  };
  const session = new RpcSession(mayWrite, world);
  let isOver = false;
  session.onOver = () => {
    isOver = true;
  };
  const ask = (...messages: unknown[]) =>
    session.receive(
      Buffer.from(messages.map(one => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('')),
    );
  const answers = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
    return lines.map(line => JSON.parse(line));
  };
  return {
    session,
    ask,
    answers,
    timers,
    stage,
    opened,
    isOver: () => isOver,
    choke: (bytes: number) => {
      unread = bytes;
      if (bytes === 0) output.onRead();
    },
  };
}

const call = (id: unknown, method: string, params: unknown = {}) => ({jsonrpc: '2.0', id, method, params});
const stageOptions = {
  columns: 80,
  rows: 24,
  isReadOnly: false,
  interval: 2,
  preferences: '',
  timeOffset: 60,
  isAscii: false,
};

describe('a session of lvsctl rpc', () => {
  test('says hello', async () => {
    const {ask, answers} = open({mayWrite: true});
    ask(call(1, 'hello'));
    const host = {version: '1', host: 'lb1', isEmbedded: true, isRoot: true};
    assert.deepEqual(await answers(), [
      {jsonrpc: '2.0', id: 1, result: {schema: 'lvsctl.rpc/1', ...host, mayWrite: true, clock: 5}},
    ]);
  });

  test('runs a command, and tells its output as it comes', async () => {
    const {ask, answers} = open({
      async run(words, {stdout, stderr}) {
        stdout.write(`${words.join(' ')}\n`);
        stderr.write('a note\n');
        return 3;
      },
    });
    ask(call(7, 'run', {words: ['list', '-o', 'json']}));
    const [first, second, third] = await answers();
    assert.deepEqual(first.params, {call: 7, stream: 'stdout', text: 'list -o json\n'});
    assert.deepEqual([second.method, second.params.stream], ['output', 'stderr']);
    assert.deepEqual([third.id, third.result], [7, {status: 3}]);
  });

  test('changes nothing unless it may', async () => {
    let runs = 0;
    const {ask, answers} = open({run: async () => ++runs});
    ask(call(1, 'run', {words: ['drain', 'x']}), call(2, 'run', {words: ['top']}));
    assert.deepEqual(
      (await answers()).map(({id, error}) => [id, error.code]),
      [
        [1, 1],
        [2, 2],
      ],
    );
    const writing = open({mayWrite: true, run: async () => ++runs});
    writing.ask(call(1, 'run', {words: ['drain', 'x']}));
    assert.deepEqual((await writing.answers())[0].result, {status: 1});
    assert.equal(runs, 1);
  });

  test('interrupts what runs when it is asked, and when the input ends', async () => {
    const interrupted: string[] = [];
    const run = ([word]: readonly string[], {interruption}: RunStreams) =>
      new Promise<number>(resolve =>
        interruption.addEventListener('abort', () => {
          interrupted.push(word as string);
          resolve(130);
        }),
      );
    const {session, ask, answers} = open({run, mayWrite: true});
    ask(call(1, 'run', {words: ['list']}), call(2, 'run', {words: ['drain']}));
    await answers();
    ask(call(3, 'interrupt', {call: 1}), call(4, 'interrupt', {call: 99}));
    assert.deepEqual((await answers()).map(({id}) => id).toSorted(), [1, 3, 4]);
    await session.end();
    assert.deepEqual(interrupted, ['list', 'drain']);
  });

  test('ends when whoever has pinged says nothing more, and not before', async () => {
    const {ask, answers, timers, isOver} = open();
    ask(call(1, 'hello'));
    await answers();
    assert.equal(timers.size, 0);
    ask(call(2, 'ping'));
    await answers();
    ask(call(3, 'ping'));
    await answers();
    assert.deepEqual(
      [...timers].map(({delay}) => delay),
      [rpcLimits.lostAfter],
    );
    [...timers][0]?.call();
    assert.ok(isOver());
  });

  test('ends when somebody asks and asks, and reads nothing', async () => {
    const {ask, isOver, choke} = open();
    const pings = Array.from({length: rpcLimits.askedInVain}, (_, i) => call(i, 'ping'));
    choke(rpcLimits.requestBytes);
    ask(...pings);
    choke(0);
    ask(call(0, 'ping'));
    choke(rpcLimits.requestBytes);
    ask(...pings);
    assert.equal(isOver(), false);
    ask(call(0, 'ping'));
    assert.equal(isOver(), true);
  });

  test('a command that says more than anybody reads is interrupted', async () => {
    const {ask, answers, choke} = open({
      async run(_words, {stdout, interruption}) {
        choke(rpcLimits.unreadBytes + 1);
        stdout.write('more');
        return interruption.aborted ? 130 : 0;
      },
    });
    ask(call(1, 'run', {words: ['list']}));
    assert.deepEqual((await answers())[0].result, {status: 130});
  });

  test('the dashboard is read-only where nothing may be changed, and sends what is new when it is read', async () => {
    const {ask, answers, opened, stage, choke} = open();
    ask(call(1, 'top.press', {keys: ['q']}));
    assert.equal((await answers())[0].error.code, 2);
    ask(call(2, 'top.open', stageOptions), call(3, 'top.open', stageOptions));
    const told = await answers();
    assert.equal(opened.isReadOnly, true);
    assert.deepEqual(told.map(({id, method}) => id ?? method).toSorted(), [1, 2, 3, 'top.frame']);
    choke(10_000_000);
    const shown = (text: string) => ({
      rows: [{line: [{text, role: 'plain'}], isSelected: false}],
      isTyping: false,
      local: {},
    });
    (stage as {frame: unknown}).frame = shown('first');
    stage.onChange();
    (stage as {frame: unknown}).frame = shown('last');
    stage.onChange();
    assert.equal((await answers()).length, 4);
    choke(0);
    assert.equal((await answers()).at(-1).params.rows[0][1].line[0].text, 'last');
    ask(call(4, 'top.close'));
    await answers();
    ask(call(5, 'top.open', stageOptions));
    const again = (await answers()).findLast(({method}) => method === 'top.frame');
    assert.equal(again.params.rows[0][1].line[0].text, 'last'); // whoever opens it anew has nothing of it
  });

  for (const [what, message, code] of [
    ['no JSON', '{', -32700],
    ['a list', [call(1, 'hello')], -32600],
    ['no version', {id: 1, method: 'hello'}, -32600],
    ['a notification', {jsonrpc: '2.0', method: 'hello'}, -32600],
    ['an id that is no number', call('x', 'hello'), -32600],
    ['no method of ours', call(1, 'constructor'), -32601],
    ['parameters by place', call(1, 'hello', []), -32602],
    ['a parameter nobody knows', call(1, 'hello', {a: 1}), -32602],
    ['no words', call(1, 'run', {words: []}), -32602],
    ['a word that is none', call(1, 'run', {words: ['list', 5]}), -32602],
    ['a word with a zero', call(1, 'run', {words: ['list\0']}), -32602],
    ['a size that is none', call(1, 'top.open', {...stageOptions, rows: 1e9}), -32602],
    ['nesting', `${'['.repeat(60)}${']'.repeat(60)}`, -32700],
  ] as const)
    test(`${what} is an error with code ${code}`, async () => {
      const {ask, answers} = open();
      ask(message);
      assert.equal((await answers())[0]?.error?.code, code);
    });

  test('a line that is too long ends it', async () => {
    const {session, answers, isOver} = open();
    session.receive(Buffer.alloc(rpcLimits.requestBytes + 1, 0x20));
    assert.equal((await answers())[0].error.code, 4);
    assert.ok(isOver());
  });

  test('whatever comes, each request is answered once, with lines of JSON-RPC, and nothing is thrown', async () => {
    const request = fc.record({
      jsonrpc: fc.constantFrom('2.0', '1.0'),
      id: fc.oneof(fc.integer({min: 0, max: 1e6}), fc.jsonValue()),
      method: fc.oneof(fc.constantFrom(...rpcMethods), fc.string()),
      params: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {words: fc.array(fc.constantFrom('list', 'drain', 'top', '')), call: fc.integer()},
          {requiredKeys: []},
        ),
        fc.constant(stageOptions),
      ),
    });
    const line = fc.oneof(
      request.map(one => JSON.stringify(one)),
      fc.string({unit: 'binary', maxLength: 80}),
      fc.tuple(request, fc.nat(), fc.string({maxLength: 3})).map(([one, at, put]) => {
        const text = JSON.stringify(one);
        return text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1);
      }),
    );
    const cut = fc.array(fc.nat(200), {maxLength: 8});
    await fc.assert(
      fc.asyncProperty(fc.array(line, {maxLength: 12}), cut, async (all, cuts) => {
        const {session, answers} = open();
        const bytes = Buffer.from(`${all.map(one => one.replaceAll('\n', ' ')).join('\n')}\n`);
        let at = 0;
        for (const size of cuts) {
          session.receive(bytes.subarray(at, at + size));
          at += size;
        }
        session.receive(bytes.subarray(at));
        const told = (await answers()).filter(({method}) => method === undefined);
        const asked = all.filter(one => /[^ \r\n]/.test(one));
        assert.equal(told.length, asked.length);
        for (const {jsonrpc, result, error} of told)
          assert.ok(jsonrpc === '2.0' && (result !== undefined) !== (error !== undefined));
        await session.end();
      }),
      {numRuns: 1500, seed: 8},
    );
  });
});
