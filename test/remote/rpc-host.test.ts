import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {RpcHost} from '../../src/remote/rpc-host.js';
import type {RemoteWorld} from '../../src/remote/remote-world.js';
import {openRemoteWorld} from '../../src/open-remote.js';
import {eventually} from '../directors/eventually.js';
import {directorsMissing, TwoDirectors} from './two-directors.js';

const text = async (host: RpcHost, ...words: string[]) => {
  let stdout = '';
  let stderr = '';
  const ended = await host.run(
    words,
    (stream, piece) => {
      if (stream === 'stdout') stdout += piece;
      else stderr += piece;
    },
    {patience: 3000},
  );
  return {...ended, stdout, stderr};
};

describe('a host over ssh', {skip: directorsMissing()}, () => {
  let pair: TwoDirectors;
  let world: RemoteWorld;
  const opened: RpcHost[] = [];
  const open = (target: string, more: {mayWrite?: boolean; isKept?: boolean} = {}) => {
    const host = new RpcHost(target, {target, mayWrite: false, isKept: false, ...more}, world);
    opened.push(host);
    return host;
  };
  const words = async (host: RpcHost) => {
    await eventually(
      () => host.state.state === 'down' || host.state.state === 'ready',
      () => host.state.state,
    );
    return host.state.state === 'down' ? host.state.words : host.state.state;
  };

  before(async () => {
    pair = await TwoDirectors.start();
    const console = pair.network.directors[2]?.namespace.name as string;
    const here = openRemoteWorld({...pair.environment}, '0.1.0');
    world = {...here, shell: ['ip', 'netns', 'exec', console, ...here.shell]};
  });
  after(async () => {
    for (const host of opened) host.close();
    await pair.remove();
  });

  test('says who it is, and runs what reads', async () => {
    const host = open('lb1');
    assert.equal(await words(host), 'ready');
    pair.directors[0].lvsctl(['-R'], '-A -t 10.9.0.1:80 -s rr\n-a -t 10.9.0.1:80 -r 10.9.1.1 -m -w 3\n');
    const {status, stdout, stderr} = await text(host, 'list', '-o', 'json');
    assert.deepEqual([status, stderr], [0, '']);
    assert.equal(JSON.parse(stdout).services[0].realServers[0].weight, 3);
  });

  test('refuses what changes something unless it was started to write', async () => {
    const host = open('lb1');
    assert.match((await text(host, 'drain', '10.9.1.1', '--no-wait')).words ?? '', /only lvsctl rpc --write/);
    assert.equal((await text(host, 'drain', '10.9.1.1', '--dry-run', '--force')).status, 0);
    assert.match((await text(host, 'top')).words ?? '', /works only where it is started/);
    assert.match((await text(host, 'diff', '/etc/shadow')).words ?? '', /reads a file/);
    const writing = open('lb1', {mayWrite: true});
    assert.equal((await text(writing, 'drain', '10.9.1.1', '--no-wait', '--force')).status, 0);
    assert.equal((await text(writing, 'undrain', '10.9.1.1')).status, 0);
  });

  for (const [behaviour, expected] of [
    ['missing', /^there is no lvsctl in PATH there: install it on lb2/],
    [
      'no sudo',
      /^sudo does not let this user run lvsctl rpc there without a password.*\(sudo: a password is required\)$/,
    ],
    ['banner', /^it printed 'Welcome to lb\. All activity is monitored\.' where lvsctl rpc should answer/],
    ['old', /^its lvsctl is too old and knows no rpc/],
    ['ends', /^lvsctl rpc there ended with status 0$/],
    ['other version', /^its lvsctl speaks "lvsctl\.rpc\/7", this one \(0\.1\.0\) lvsctl\.rpc\/1/],
    ['silent', /^no answer for 10 s since ssh was started/],
  ] as const)
    test(`where ${behaviour} is what answers it says so`, async () => {
      pair.directors[1].behaves(behaviour);
      assert.match(await words(open('lb2')), expected);
      pair.directors[1].behaves('right');
    });

  for (const [name, expected] of [
    ['unknown1', /^its host key is not known here: ssh unknown1 once by hand/],
    ['-oProxyCommand=touch /tmp/x', /does not begin with -$/],
    ['nobody.invalid', /^its name cannot be resolved/],
    ['10.0.0.3', /^nobody takes up ssh there \(connection refused\)/],
    ['10.0.0.9', /^there is no way to it|^the way to it is cut/],
  ] as const)
    test(`${name} is down, with words`, async () => assert.match(await words(open(name)), expected));

  test('frozen it is silent, and ready again when it goes on', async () => {
    const host = open('lb2', {isKept: true});
    assert.equal(await words(host), 'ready');
    pair.directors[1].freeze();
    const begun = performance.now();
    await eventually(
      () => host.state.state === 'silent',
      () => host.state.state,
    );
    assert.ok(performance.now() - begun < 4500);
    const {status, words: why} = await text(host, 'list');
    assert.deepEqual([status, why], [undefined, 'no answer for 3 s: frozen, or the way to it is cut']);
    await assert.rejects(host.call('ping', {}, {timeout: 300}), {
      kind: 'silent',
      message: 'no answer to ping for 0.3 s',
    });
    pair.directors[1].thaw();
    await eventually(
      () => host.state.state === 'ready',
      () => host.state.state,
    );
    assert.equal((await text(host, 'list')).status, 0);
  });

  test('ended there it is down, and tried again a second later', async () => {
    const host = open('lb2', {isKept: true});
    assert.equal(await words(host), 'ready');
    for (const pid of pair.directors[1].processes) process.kill(pid, 'SIGKILL');
    await eventually(
      () => host.state.state === 'down',
      () => host.state.state,
    );
    await eventually(
      () => host.state.state === 'ready',
      () => host.state.state,
    );
  });

  test('a command is interrupted there as by Ctrl-C', async () => {
    const host = open('lb1');
    const abort = new AbortController();
    let isFirst = true;
    const ended = await host.run(
      ['list', '--watch', '1', '-o', 'json'],
      () => {
        if (isFirst) abort.abort();
        isFirst = false;
      },
      {patience: 3000, signal: abort.signal},
    );
    assert.deepEqual(ended, {status: 130, words: undefined});
  });

  test('leaves no process behind when it is closed', async () => {
    for (const host of opened.splice(0)) host.close();
    for (const director of pair.directors)
      await eventually(
        () => director.processes.length === 0,
        () => String(director.processes),
      );
  });
});
