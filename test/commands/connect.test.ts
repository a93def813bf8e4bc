import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {IpvsUnavailable, type Obstacle} from '../../src/ipvs/unavailable.js';
import type {Dialect} from '../../src/ipvsadm/dialect.js';
import {ModelIpvs} from './model-ipvs.js';
import {run} from './run.js';

/** A machine where IPVS cannot be spoken to, at least until its module is loaded. */
function machine(obstacle: Obstacle, {isRoot = true, isCured = false, isLoaded = false} = {}) {
  const calls: string[] = [];
  const ipvs = new ModelIpvs();
  const context = {
    isRoot,
    connect: async () => {
      calls.push('connect');
      if (isCured && calls.includes('modprobe')) return {ipvs, information: await ipvs.information()};
      throw new IpvsUnavailable(obstacle);
    },
    loadModule: async () => {
      calls.push('modprobe');
      return isLoaded || isCured;
    },
  };
  return {
    calls,
    ipvs,
    start: (words: readonly string[], dialect: Dialect) => run([dialect, ...words], {ipvs, dialect, context}),
  };
}

const local = (message: string, code?: string): Obstacle => ({
  type: 'local',
  error: Object.assign(new Error(message), {code}),
});
const problem = (words: string) =>
  `Can't initialize ipvs: ${words}\nAre you sure that IP Virtual Server is built in the kernel or as module?\n`;

describe('ipvsadm says why it cannot start, whatever the words', () => {
  for (const [what, obstacle, isRoot, words] of [
    ['no module', {type: 'absent'}, true, 'Protocol not available'],
    ['no module and not root', {type: 'absent'}, false, 'Permission denied (you must be root)'],
    ['not root', {type: 'refused', errno: 1}, false, 'Permission denied (you must be root)'],
    ['a module on its way out', {type: 'refused', errno: 92}, true, 'Protocol not available'],
    ['no more files', local('socket: Too many open files', 'EMFILE'), true, 'Too many open files'],
    [
      'a broken socket',
      local('the socket is gone'),
      true,
      'Invalid operation.  Possibly wrong module version, address not unicast, ...',
    ],
  ] as const satisfies readonly (readonly [string, Obstacle, boolean, string])[]) {
    for (const line of ['-L', '-h', '--version', '--bogus', '-A -t 10.0.0.1:80']) {
      test(`${what}: ${line}`, async () => {
        const {calls, start} = machine(obstacle, {isRoot});
        assert.deepEqual(await start(line.split(' '), 'ipvsadm'), {stdout: '', stderr: problem(words), code: 2});
        assert.deepEqual(calls, ['connect', 'modprobe']);
      });
    }
  }
});

test('the module is loaded and everything goes on', async () => {
  const {calls, ipvs, start} = machine({type: 'absent'}, {isCured: true});
  assert.deepEqual(await start(['-A', '-t', '10.0.0.1:80'], 'ipvsadm'), {stdout: '', stderr: '', code: 0});
  assert.deepEqual(calls, ['connect', 'modprobe', 'connect']);
  assert.equal(ipvs.changes.length, 1);
});

test('a module that was loaded and does not help is tried once', async () => {
  const {calls, start} = machine({type: 'absent'}, {isLoaded: true});
  assert.equal((await start(['-L'], 'ipvsadm')).code, 2);
  assert.deepEqual(calls, ['connect', 'modprobe', 'connect']);
});

describe('lvsctl', () => {
  test('needs no kernel for help, version and wrong words', async () => {
    const {calls, start} = machine({type: 'absent'});
    const help = await start(['-h'], 'lvsctl');
    assert.match(help.stdout, /^lvsctl 1\.2\.3\nUsage:\n {2}lvsctl -A\|E [\s\S]*\nfurther help\n$/);
    assert.deepEqual(await start(['-v'], 'lvsctl'), {stdout: 'lvsctl 1.2.3\n', stderr: '', code: 0});
    assert.deepEqual(await start(['--bogus'], 'lvsctl'), {
      stdout: '',
      stderr: "Try `lvsctl -h' or 'lvsctl --help' for more information.\n",
      code: 255,
    });
    assert.equal((await start(['-A'], 'lvsctl')).code, 2);
    assert.deepEqual(calls, []);
  });

  for (const [obstacle, advice] of [
    [{type: 'absent'}, /load it with `modprobe ip_vs`/],
    [{type: 'refused', errno: 1}, /run this with sudo/],
    [local('the socket is gone'), /The netlink socket failed: the socket is gone/],
  ] as const satisfies readonly (readonly [Obstacle, RegExp])[]) {
    test(`says what to do where IPVS is ${obstacle.type}`, async () => {
      const {stderr, code} = await machine(obstacle).start(['-L'], 'lvsctl');
      assert.ok(stderr.startsWith("Can't initialize ipvs: "));
      assert.match(stderr, advice);
      assert.equal(code, 2);
    });
  }

  test('does not load a module that is there and refuses', async () => {
    const {calls, start} = machine({type: 'refused', errno: 1});
    await start(['-L'], 'lvsctl');
    assert.deepEqual(calls, ['connect']);
  });
});

test('an error that is no obstacle is not swallowed', async () => {
  const connect = () => Promise.reject(new TypeError('a mistake'));
  await assert.rejects(run(['ipvsadm', '-L'], {context: {connect}}), /a mistake/);
});
