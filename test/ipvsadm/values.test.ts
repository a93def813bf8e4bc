import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatEndpoint} from '../../src/net/endpoint.js';
import {formatAddress} from '../../src/net/address.js';
import {parseEndpointArgument} from '../../src/ipvsadm/endpoint.js';
import {daemonLine, timeoutsLine} from '../../src/ipvsadm/format-daemons.js';
import {helpText, versionBanner} from '../../src/ipvsadm/help.js';
import {firstBytes, leadingInteger, parseInteger} from '../../src/ipvsadm/numbers.js';
import {parseAddress} from '../../src/net/address.js';
import {recordedNames} from './recorded-names.js';
import {recording, recordings} from './recordings.js';

describe('numbers are read as strtol(3) reads them, to their end', () => {
  for (const [text, number] of [
    ['80', 80],
    ['+80', 80],
    [' 80', 80],
    ['\t\n\v\f\r80', 80],
    ['080', 80],
    ['060', 60],
    ['0000000000000000000065535', 65535],
    ['-0', 0],
    ['-1', undefined],
    ['65536', undefined],
    ['99999999999999999999', undefined],
    ['0x50', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['80x', undefined],
    ['80 ', undefined],
    ['', undefined],
    [' ', undefined],
    ['+', undefined],
    ['+-1', undefined],
    ['\u00a080', undefined],
    ['٨', undefined],
  ] as const) {
    test(`${JSON.stringify(text)} is ${number ?? 'none'}`, () => assert.equal(parseInteger(text, 0, 65535), number));
  }
});

test('a leading number is read as atoi(3) reads it', () => {
  assert.deepEqual(
    ['64abc', '64', ' 64', 'abc', '', '-3x', 'ffff:ffff::'].map(leadingInteger),
    [64, 64, 64, 0, 0, -3, 0],
  );
});

test('text for a fixed field is cut at its bytes', () => {
  assert.equal(firstBytes('abcdefghijklmnopqrstu', 15), 'abcdefghijklmno');
  assert.equal(firstBytes('short', 15), 'short');
  assert.equal(firstBytes('ré', 15), 'ré');
  assert.equal(firstBytes('éééé', 8), 'éééé');
  assert.equal(firstBytes('ééééé', 8), 'éééé');
  assert.equal(firstBytes('ééééé', 7), 'ééé', 'a character cut in two is left out');
});

describe('host[:port] is read as ipvsadm reads it', () => {
  for (const [text, expected] of [
    ['10.0.0.1:80', '10.0.0.1:80'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.1:80', '10.0.0.1:80'],
    ['010.0.0.1:80', '8.0.0.1:80'],
    ['167772161:80', '10.0.0.1:80'],
    ['vip1:http', '10.0.0.1:80'],
    ['vip1: 80', '10.0.0.1:80'],
    ['[2001:db8::80]:80', '[2001:db8::80]:80'],
    ['[2001:db8::80]:http', '[2001:db8::80]:80'],
    ['2001:db8::80', '2001:db8::80'],
    ['2001:db8::80:80', '2001:db8::80:80'],
    ['[10.0.0.1]:80', '10.0.0.1'],
    ['[vip1]:80', '10.0.0.1'],
    ['10.0.0.1 trailing:80', '10.0.0.1:80'],
    ['80', undefined],
    ['', undefined],
    [':80', undefined],
    ['10.0.0.1:', undefined],
    ['10.0.0.1:65536', undefined],
    ['10.0.0.1:80:80', undefined],
    ['10.0.0.256:80', undefined],
    ['[2001:db8::80]', undefined],
    ['[2001:db8::80]80', undefined],
    ['[2001:db8::80]:', undefined],
    ['[2001:db8::80:80', undefined],
    ['[fe80::1%lo]:80', undefined],
    ['vip6:80', undefined],
    ['nosuchhost:80', undefined],
  ] as const) {
    test(`${JSON.stringify(text)} is ${expected ?? 'illegal'}`, () => {
      const endpoint = parseEndpointArgument(text, 6, recordedNames);
      const shown =
        endpoint &&
        (endpoint.port === undefined
          ? formatAddress(endpoint.address)
          : formatEndpoint({...endpoint, port: endpoint.port}));
      assert.equal(shown, expected);
    });
  }
});

test('a port has a name only for its protocol', () => {
  assert.equal(parseEndpointArgument('10.0.0.1:http', 17, recordedNames), undefined);
  assert.equal(parseEndpointArgument('10.0.0.1:http', 0, recordedNames), undefined);
  assert.equal(parseEndpointArgument('10.0.0.1:sip', 17, recordedNames)?.port, 5060);
});

test('help and version are those of ipvsadm, with the name it was called by', () => {
  for (const [id, program] of [
    ['argv0-645', '/sbin/ipvsadm'],
    ['empty-015', 'ipvsadm'],
  ] as const) {
    assert.equal(versionBanner('1.2.1') + helpText(program), recording('cli', id).stdout);
  }
  assert.equal(versionBanner('1.2.1'), recording('cli', 'empty-016').stdout);
});

test('every sync daemon that was recorded is listed the same', () => {
  const lines = [...recordings('cli'), ...recordings('traffic')]
    .flatMap(row => [row.stdout, row.after?.stdout ?? ''])
    .flatMap(text => text.match(/^.* sync daemon \(.*\)$/gm) ?? []);
  assert.ok(lines.length > 10);
  for (const line of lines) {
    const [, state, ...texts] =
      /^(master|backup) sync daemon \(mcast=(.*), syncid=(\d+), maxlen=(\d+), group=(.*), port=(\d+), ttl=(\d+)\)$/.exec(
        line,
      ) ?? assert.fail(line);
    const [name, syncId, maximumLength, group, port, ttl] = texts as [string, string, string, string, string, string];
    const daemon = {
      state: state as 'master' | 'backup',
      interface: name,
      syncId: Number(syncId),
      maximumLength: Number(maximumLength),
    };
    assert.equal(
      daemonLine({...daemon, group: parseAddress(group), port: Number(port), ttl: Number(ttl)}),
      `${line}\n`,
    );
  }
});

test('what an old kernel does not tell of a daemon is left out', () => {
  const daemon = {
    state: 'backup',
    interface: 'eth0',
    syncId: 7,
    maximumLength: 0,
    group: undefined,
    port: 0,
    ttl: 0,
  } as const;
  assert.equal(daemonLine(daemon), 'backup sync daemon (mcast=eth0, syncid=7)\n');
});

test('timeouts are listed in one line', () => {
  assert.equal(timeoutsLine({tcp: 900, tcpFin: 120, udp: 300}), 'Timeout (tcp tcpfin udp): 900 120 300\n');
});
