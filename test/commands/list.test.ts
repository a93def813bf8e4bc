import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatAddress, ipv4, parseIpv4} from '../../src/net/address.js';
import type {Connection} from '../../src/ipvs/connection.js';
import {NameCache} from '../../src/commands/ipvsadm/name-cache.js';
import {NameNeeded} from '../../src/ipvsadm/names.js';
import {parseConnection} from '../../src/ipvs/connection-line.js';
import {UnknownLine} from '../../src/ipvs/unknown-line.js';
import {recording} from '../ipvsadm/recordings.js';
import {ModelIpvs} from './model-ipvs.js';
import {recordedResolver, run} from './run.js';

const lines = recording('traffic', 'conn-010').stdout.trimEnd().split('\n').slice(1);
const connections = lines.map(line => parseConnection(line) as Connection);
const withoutTimes = (text: string) => text.replace(/^(\S+) +\d+:\d\d +/gm, '$1 ');

describe('connections', () => {
  for (const [id, words] of [
    ['conn-002', ['-Lcn']],
    ['conn-003', ['-Lc']],
    ['conn-004', ['-Lcn', '--persistent-conn']],
    ['conn-005', ['-Lc', '--persistent-conn']],
  ] as const) {
    test(`${words.join(' ')} lists them in the kernel order, in pieces`, async () => {
      for (const size of [1, 7, 100]) {
        const pieces = Array.from({length: Math.ceil(connections.length / size)}, (_, i) =>
          connections.slice(i * size, (i + 1) * size),
        );
        const {stdout, code} = await run(['ipvsadm', ...words], {ipvs: new ModelIpvs(pieces)});
        assert.equal(withoutTimes(stdout), withoutTimes(recording('traffic', id).stdout));
        assert.equal(code, 0);
      }
    });
  }

  test('a large table is written in pieces, not gathered', async () => {
    const pieces: string[] = [];
    const ipvs = new ModelIpvs(Array.from({length: 100}, () => Array(60).fill(connections[10]) as Connection[]));
    await run(['ipvsadm', '-Lcn'], {ipvs, context: {stdout: {write: (text: string) => pieces.push(text)}}});
    assert.equal(pieces.join('').split('\n').length, 6003);
    assert.ok(pieces.length > 3 && pieces.every(piece => piece.length < 80_000));
  });

  for (const [dialect, error, words] of [
    ['ipvsadm', new UnknownLine('/proc/net/ip_vs_conn', 7, 'x'), 'unexpected input from /proc/net/ip_vs_conn'],
    [
      'ipvsadm',
      Object.assign(new Error('ENOENT: no such file'), {code: 'ENOENT', syscall: 'open'}),
      'cannot open file /proc/net/ip_vs_conn',
    ],
    [
      'lvsctl',
      new UnknownLine('/proc/net/ip_vs_conn', 7, 'x'),
      '/proc/net/ip_vs_conn: line 7 is of an unknown form: "x"',
    ],
    [
      'lvsctl',
      Object.assign(new Error('ENOENT: no such file'), {code: 'ENOENT', syscall: 'open'}),
      'ENOENT: no such file',
    ],
  ] as const) {
    test(`${dialect} says of a table that cannot be read: ${words}`, async () => {
      const ipvs = new ModelIpvs();
      ipvs.connections = () => {
        throw error;
      };
      const {stderr, code} = await run([dialect, '-Lcn'], {ipvs, dialect});
      assert.deepEqual([stderr, code], [`${words}\n`, 1]);
    });
  }
});

describe('the mark of a table that is not the machine own', () => {
  for (const words of [['-Ln'], ['-Lcn'], ['-L', '--timeout'], ['-Ln', '-t', '10.0.0.1:80']]) {
    test(`stands before ${words.join(' ')}`, async () => {
      const ipvs = new ModelIpvs();
      await run(['ipvsadm', '-A', '-t', '10.0.0.1:80'], {ipvs});
      const context = {mark: 'EMBEDDED\n'};
      const {stdout} = await run(['lvsctl', ...words], {ipvs, dialect: 'lvsctl', context});
      assert.ok(stdout.startsWith('EMBEDDED\n'));
      assert.equal(stdout.split('EMBEDDED').length, 2);
    });
  }
});

test('timeouts are set but for zeros, and listed', async () => {
  const ipvs = new ModelIpvs();
  await run(['ipvsadm', '--set', '100', '0', '30'], {ipvs});
  assert.equal((await run(['ipvsadm', '-L', '--timeout'], {ipvs})).stdout, 'Timeout (tcp tcpfin udp): 100 120 30\n');
});

test('a kernel that refuses to list has its words, status 1, and no output', async () => {
  const ipvs = new ModelIpvs();
  const outcome = await run(['ipvsadm', '-Ln', '-t', '10.0.0.1:80'], {ipvs});
  assert.deepEqual(outcome, {stdout: '', stderr: 'No such service\n', code: 1});
});

describe('names', () => {
  test('are asked for once each, and 64 at a time at most', async () => {
    const asked: string[] = [];
    let underWay = 0;
    let most = 0;
    const cache = new NameCache({
      ...recordedResolver,
      nameOf: async address => {
        asked.push(formatAddress(address));
        most = Math.max(most, ++underWay);
        await new Promise(resolve => setImmediate(resolve));
        underWay--;
        return asked.length % 2 ? `host-${asked.length}` : null;
      },
    });
    const addresses = Array.from({length: 1000}, (_, i) => ipv4(i % 500));
    await cache.learn(addresses);
    await cache.learn(addresses);
    assert.equal(asked.length, 500);
    assert.equal(most, 64);
    assert.equal(cache.host(ipv4(1000)), '0.0.3.232', 'what was not asked for is a number');
    assert.ok(
      addresses.some(address => cache.host(address).startsWith('host-')) &&
        addresses.some(address => cache.host(address).startsWith('0.')),
    );
  });

  test('of hosts are asked for when the parser needs them, and those that do not exist only once', async () => {
    const asked: string[] = [];
    const cache = new NameCache({
      ...recordedResolver,
      addressOf: async host => {
        asked.push(host);
        return host === 'vip1' ? parseIpv4('10.0.0.1')! : null;
      },
    });
    assert.throws(() => cache.addressOf('vip1'), NameNeeded);
    const found = await cache.whileNeeded(() => [
      cache.addressOf('vip1'),
      cache.addressOf('nosuch'),
      cache.addressOf('vip1'),
    ]);
    assert.deepEqual(found, [ipv4(0x0a000001), null, ipv4(0x0a000001)]);
    assert.deepEqual(asked, ['vip1', 'nosuch']);
    await assert.rejects(
      cache.whileNeeded(() => {
        throw new Error('another error');
      }),
      /another error/,
    );
  });

  test('that are the same for several ports and protocols come from the services database', async () => {
    const cache = new NameCache(recordedResolver);
    assert.deepEqual(
      [cache.port(80, 6), cache.port(80, 17), cache.port(5060, 17), cache.port(80, 0)],
      ['http', '80', 'sip', '80'],
    );
    assert.deepEqual([cache.portOf('http', 6), cache.portOf('http', 17)], [80, null]);
  });
});
