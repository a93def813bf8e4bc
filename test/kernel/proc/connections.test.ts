import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type {Connection} from '../../../src/ipvs/connection.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {readConnections} from '../../../src/kernel/proc/connections.js';
import {parseConnection} from '../../../src/ipvs/connection-line.js';
import {UnknownLine} from '../../../src/ipvs/unknown-line.js';
import {recording, recordings} from '../../ipvsadm/recordings.js';
import {ScriptedKernel} from '../ipvs/scripted-kernel.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const path = '/proc/net/ip_vs_conn';
const header = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
const recorded = recording('traffic', 'conn-010').stdout;

function read(text: string, piece?: number): Connection[] {
  return [...readConnections(new ScriptedKernel(undefined, {[path]: text}, piece))].flat();
}

/** `TCP 172.16.1.2:40101 10.0.0.1:80 172.16.2.2:8080 FIN_WAIT 114 engine=data`. */
function shown({
  protocol,
  client,
  virtual,
  destination,
  state,
  expires,
  persistenceEngine,
  persistenceData,
}: Connection): string {
  const start = `${protocol} ${formatEndpoint(client)} ${formatEndpoint(virtual)} ${formatEndpoint(destination)} ${state} ${expires}`;
  return persistenceEngine === undefined ? start : `${start} ${persistenceEngine}=${persistenceData}`;
}

describe('a line of the connection table', () => {
  for (const [line, expected] of [
    [
      'TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114',
      'TCP 172.16.1.2:40101 10.0.0.1:80 172.16.2.2:8080 FIN_WAIT 114',
    ],
    [
      'SCTP AC100102 B798 0A000001 1B58 AC100202 1B58 ESTABLISHED     897',
      'SCTP 172.16.1.2:47000 10.0.0.1:7000 172.16.2.2:7000 ESTABLISHED 897',
    ],
    [
      'TCP AC100100 0000 0A000001 01BC AC100202 01BB ASSURED         293',
      'TCP 172.16.1.0:0 10.0.0.1:444 172.16.2.2:443 ASSURED 293',
    ],
    [
      'IP  AC100201 0000 00000005 0000 AC100202 0000 ASSURED          93',
      'IP 172.16.2.1:0 0.0.0.5:0 172.16.2.2:0 ASSURED 93',
    ],
    [
      'IP_47 FFFFFFFF FFFF 80000000 FFFF 00000000 0000 NONE       2678400',
      'IP_47 255.255.255.255:65535 128.0.0.0:65535 0.0.0.0:0 NONE 2678400',
    ],
    [
      'ICMPv6 fd01:0000:0000:0000:0000:0000:0000:0002 A411 2001:0db8:0000:0000:0000:0000:0000:0080 0051 AC100202 1F91 NONE      60',
      'ICMPv6 [fd01::2]:42001 [2001:db8::80]:81 172.16.2.2:8081 NONE 60',
    ],
    [
      'UDP AC100102 0000 0A000001 13C4 AC100302 13C4 NONE             53 sip 0123456789abcdef@172.16.1.2',
      'UDP 172.16.1.2:0 10.0.0.1:5060 172.16.3.2:5060 NONE 53 sip=0123456789abcdef@172.16.1.2',
    ],
    [
      'UDP AC100102 0000 0A000001 13C4 AC100302 13C4 NONE             53 sip a b  c ',
      'UDP 172.16.1.2:0 10.0.0.1:5060 172.16.3.2:5060 NONE 53 sip=a b  c ',
    ],
    [
      'UDP AC100102 0000 0A000001 13C4 AC100302 13C4 NONE             53 sip  \u00a0',
      'UDP 172.16.1.2:0 10.0.0.1:5060 172.16.3.2:5060 NONE 53 sip= \u00a0',
    ],
    [
      'UDP AC100102 0000 0A000001 13C4 AC100302 13C4 NONE             53 sip',
      'UDP 172.16.1.2:0 10.0.0.1:5060 172.16.3.2:5060 NONE 53 sip=',
    ],
    [
      'TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 ERR!              0',
      'TCP 172.16.1.2:40101 10.0.0.1:80 172.16.2.2:8080 ERR! 0',
    ],
  ] as const) {
    test(expected, () => assert.equal(shown(parseConnection(line) ?? assert.fail('unknown')), expected));
  }
});

test('what is not such a line is not understood', () => {
  const good = 'TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114';
  const wrong = [
    '',
    ' ',
    'TCP',
    good.slice(0, -3),
    good.replace('AC100102', 'AC10010'),
    good.replace('AC100102', 'AC10010G'),
    good.replace('AC100102', '+C100102'),
    good.replace('AC100102', 'AC1001020'),
    good.replace('AC100102', 'fd01:0000:0000:0000:0000:0000:0000:000'),
    good.replace('AC100102', 'fd01:0000:0000:0000:0000:0000:0000:000g'),
    good.replace('AC100102', 'fd01-0000:0000:0000:0000:0000:0000:0002'),
    good.replace('AC100102', '[d01:0000:0000:0000:0000:0000:0000:0002'),
    good.replace('9CA5', '9CA'),
    good.replace('9CA5', '9CAG'),
    good.replace('9CA5', '9CA55'),
    good.replace('114', '1e2'),
    good.replace('114', '0x11'),
    good.replace('114', '-1'),
    good.replace('114', '1.5'),
    good.replace('FIN_WAIT        114', 'FIN_WAIT    LOCAL      114'),
  ];
  for (const line of wrong) assert.equal(parseConnection(line), undefined, line);
});

describe('every recorded connection table is read', () => {
  const tables = [...recordings('cli'), ...recordings('traffic')].filter(({argv}) => argv.join(' ') === `cat ${path}`);
  for (const {id, stdout} of tables) {
    test(id, () => assert.equal(read(stdout).length, stdout.split('\n').length - 2));
  }
  test('there are some, one with connections of all kinds', () => {
    assert.ok(tables.length >= 3);
    const connections = read(recorded);
    assert.deepEqual(new Set(connections.map(({protocol}) => protocol)), new Set(['TCP', 'UDP', 'SCTP', 'IP']));
    assert.equal(connections.filter(({persistenceEngine}) => persistenceEngine === 'sip').length, 2);
    assert.ok(connections.some(({client}) => client.address.family === 'ipv6'));
  });
});

test('pieces of whatever size give the same connections', () => {
  const whole = read(recorded, recorded.length);
  for (let piece = 1; piece <= recorded.length; piece += piece < 300 ? 1 : 97)
    assert.deepEqual(read(recorded, piece), whole, `${piece} bytes`);
});

test('a text cut in two at any byte gives the same connections', () => {
  const whole = read(recorded);
  const bytes = Buffer.from(recorded, 'latin1');
  for (let at = 0; at <= bytes.length; at++) {
    const kernel = new ScriptedKernel();
    kernel.readProc = function* () {
      yield bytes.subarray(0, at);
      yield bytes.subarray(at);
    };
    assert.deepEqual([...readConnections(kernel)].flat(), whole, `cut at ${at}`);
  }
});

test('the last line needs no newline, and the table may be empty', () => {
  assert.equal(read(recorded.trimEnd()).length, read(recorded).length);
  assert.deepEqual(read(header), []);
  assert.deepEqual(read(''), []);
});

test('an unknown line is an error with path, number and text', () => {
  const error = failureOf(() =>
    read(`${header}TCP AC100102 9CA5 0A000001 0050 AC100202 1F90 FIN_WAIT        114\nTCP \u0007 what?\n`),
  );
  assert.ok(error instanceof UnknownLine);
  assert.deepEqual(
    [error.path, error.line, error.message],
    [path, 3, `${path}: line 3 is of an unknown form: "TCP \\u0007 what?"`],
  );
});

test('connections of a table with sync origins are not mistaken for others', () => {
  const synced = recording('traffic', 'sync-038').stdout;
  assert.throws(() => read(synced), /ip_vs_conn: line 2 is of an unknown form/);
});

test('a table that cannot be opened says so', () => {
  assert.throws(() => [...readConnections(new ScriptedKernel())], {code: 'ENOENT'});
});

test('half a million connections are read a piece at a time, in memory that does not grow', () => {
  const lines = recorded.split('\n').slice(1, -1);
  const kernel = new ScriptedKernel();
  kernel.readProc = function* () {
    yield Buffer.from(header);
    let piece = '';
    for (let i = 0; i < 500_000; i++) {
      piece += `${lines[i % lines.length]}\n`;
      if (piece.length < 4096) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    yield Buffer.from(piece);
  };
  let count = 0;
  let largestPiece = 0;
  const before = usedAfterCollection();
  let most = 0;
  for (const connections of readConnections(kernel)) {
    count += connections.length;
    largestPiece = Math.max(largestPiece, connections.length);
    if (count % 100_000 < connections.length) most = Math.max(most, usedAfterCollection() - before);
  }
  assert.equal(count, 500_000);
  assert.ok(largestPiece < 100, `${largestPiece} connections at once`);
  assert.ok(most < 4 * 2 ** 20, `${most} bytes more`);
});

/** Bytes of live objects. */
function usedAfterCollection(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
