import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {probeName} from '../../../src/checks/probe/probe-name.js';
import {DisabledStore} from '../../../src/director/checks/disabled-store.js';
import {findServers} from '../../../src/director/checks/find-servers.js';
import {History} from '../../../src/director/checks/history.js';
import {watchNumber} from '../../../src/director/checks/watch-number.js';
import {parseAddress} from '../../../src/net/address.js';
import {VirtualTime} from '../control/virtual-time.js';
import {pool, server} from './pools.js';

describe('a real server is meant', () => {
  const list = [
    pool('10.0.0.1', [server('10.0.0.11'), server('10.0.0.11', 443), server('fd00::11')]),
    pool('10.0.0.2', [server('10.0.0.11', 80, {name: 'web1'})]),
  ];
  const found = (wanted: string, name?: string) =>
    findServers(list, {server: wanted, pool: name}).map(one => `${one.pool.name} ${one.server.name}`);
  test('by its address, with a port or with whatever port', () => {
    assert.deepEqual(found('10.0.0.11'), [
      'TCP 10.0.0.1:80 10.0.0.11:80',
      'TCP 10.0.0.1:80 10.0.0.11:443',
      'TCP 10.0.0.2:80 web1',
    ]);
    assert.deepEqual(found('10.0.0.11:443'), ['TCP 10.0.0.1:80 10.0.0.11:443']);
    assert.deepEqual(found('[fd00::11]:80'), ['TCP 10.0.0.1:80 fd00::11:80']);
    assert.deepEqual(found('fd00:0::11'), ['TCP 10.0.0.1:80 fd00::11:80']);
  });
  test('by its name, and in one pool', () => {
    assert.deepEqual(found('web1'), ['TCP 10.0.0.2:80 web1']);
    assert.deepEqual(found('10.0.0.11:80', 'TCP 10.0.0.2:80'), ['TCP 10.0.0.2:80 web1']);
    assert.deepEqual([found('10.0.0.1'), found('10.0.0.11', 'x'), found('nonsense')], [[], [], []]);
  });
});

describe('what happened', () => {
  const entry = (at: number, name: string | undefined) =>
    ({at, pool: 'p', server: name, type: 'up', words: String(at), layer: undefined}) as const;
  test('is kept of each server, the last 200 times, the oldest first', () => {
    const history = new History();
    for (let at = 0; at < 500; at++) history.note(entry(at, at % 2 === 0 ? 'a' : undefined));
    assert.equal(history.entries().length, 400);
    const own = history.entries((_pool, name) => name === 'a');
    assert.deepEqual([own.length, own[0]?.at, own.at(-1)?.at], [200, 100, 498]);
  });
  test('of very many servers is forgotten where least has happened lately', () => {
    const history = new History();
    for (let at = 0; at < 100_500; at++) history.note(entry(at, `s${at}`));
    const all = history.entries();
    assert.deepEqual([all.length, all[0]?.at], [100_000, 500]);
  });
});

describe('checks that are switched off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-checks-'));
  const path = join(folder, 'checks/host/disabled.json');
  const one = {pool: 'p', server: '10.0.0.11', since: 1, owner: 'alice', reason: undefined};
  test('are read as they were written', () => {
    const store = new DisabledStore(folder, 'host');
    assert.deepEqual(store.read(), {disabled: [], problem: undefined});
    store.write([one]);
    const {disabled, problem} = new DisabledStore(folder, 'host').read();
    assert.deepEqual([disabled, problem], [[{pool: 'p', server: '10.0.0.11', since: 1, owner: 'alice'}], undefined]);
    assert.deepEqual(new DisabledStore(folder, '4711').read().disabled, []);
  });
  test('are not believed of a file that is none, or that others may write', () => {
    const store = new DisabledStore(folder, 'host');
    for (const text of ['', '{"version":1}', '{"version":1,"disabled":[{"server":7,"since":1}]}', '[]']) {
      writeFileSync(path, text);
      assert.deepEqual(store.read().disabled, []);
      assert.match(store.read().problem ?? '', /disabled\.json: /);
    }
    store.write([one]);
    chmodSync(path, 0o666);
    assert.match(store.read().problem ?? '', /others may write it/);
    rmSync(folder, {recursive: true});
  });
});

test('a number in a file is told now, and whenever it is another one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-number-'));
  const path = join(folder, 'number');
  const time = new VirtualTime();
  const told: (number | undefined)[] = [];
  const stop = watchNumber({onFolderChange: () => () => {}, after: time.after}, path, value => told.push(value));
  for (const text of ['7\n', '7', '-3 x', '99999999999']) {
    writeFileSync(path, text);
    time.advance(5000);
  }
  rmSync(path);
  time.advance(5000);
  stop();
  writeFileSync(path, '5');
  time.advance(50_000);
  assert.deepEqual(told, [undefined, 7, -3, undefined]);
  rmSync(folder, {recursive: true});
});

test('a check has a name for people', () => {
  const address = parseAddress('10.0.0.11')!;
  const target = {address, port: 80};
  const limits = {connect: 1, silence: 1, whole: 1};
  assert.equal(probeName({type: 'ping', target, limits, tries: 1}), 'ping 10.0.0.11');
  assert.equal(probeName({type: 'file', path: '/run/x', weight: 1, isReversed: false}), 'file /run/x');
  const request = {path: '/status', virtualHost: undefined, statusCodes: [], digest: undefined, pattern: undefined};
  const http = {target, limits, version: '1.0', method: 'GET', virtualHost: undefined, isProxy: false} as const;
  assert.equal(probeName({type: 'http', ...http, tls: undefined, requests: [request]}), 'HTTP 10.0.0.11:80 /status');
});
