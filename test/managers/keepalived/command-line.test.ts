import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type KeepalivedCommandLine, parseKeepalivedCommandLine} from '../../../src/managers/keepalived/command-line.js';

const parse = (...words: readonly string[]): Partial<KeepalivedCommandLine> =>
  Object.fromEntries(
    Object.entries(parseKeepalivedCommandLine(['keepalived', ...words])).filter(
      ([, value]) => value !== undefined && value !== false,
    ),
  );

test('nothing is said', () => assert.deepEqual(parse(), {}));

test('values stand behind an option, at its letter, or at an equals sign', () => {
  const expected = {config: '/a.conf', pidFile: '/p', vrrpPidFile: '/r', checkerPidFile: '/c', configId: 'x'};
  assert.deepEqual(parse('-f', '/a.conf', '-p', '/p', '-r', '/r', '-c', '/c', '-i', 'x'), expected);
  assert.deepEqual(parse('-f/a.conf', '-p/p', '-r/r', '-c/c', '-ix'), expected);
  assert.deepEqual(
    parse('--use-file=/a.conf', '--pid=/p', '--vrrp_pid', '/r', '--checkers_pid', '/c', '--config-id=x'),
    expected,
  );
});

test('short options stand together, the last with a value', () => {
  assert.deepEqual(parse('-DlnPf', '/a.conf', '-s', 'blue'), {
    config: '/a.conf',
    namespace: 'blue',
    only: 'vrrp',
    logsDetails: true,
  });
  assert.deepEqual(parse('-VCDS7'), {only: 'checker', logsDetails: true, keepsAddresses: true});
});

test('a long option may be cut short where it is no other', () => {
  assert.deepEqual(parse('--use=/a.conf', '--che', '--checkers=/c'), {config: '/a.conf', checkerPidFile: '/c'});
  assert.deepEqual(parse('--check'), {only: 'checker'});
});

test('the last counts, and both of -P and -C are none', () => {
  assert.deepEqual(parse('-f', '/a', '-P', '-f', '/b', '-C'), {config: '/b'});
});

test('values that may be missing do not take the next word', () => {
  assert.deepEqual(parse('-M', '-f', '/a'), {config: '/a'});
  assert.deepEqual(parse('-t', '-f', '/a'), {config: '/a', isNoDaemon: true});
});

test('what answers and ends is no daemon', () => {
  for (const word of ['-t', '--config-test=/log', '-v', '--help', '--signum=STOP', '-T'])
    assert.deepEqual(parse(word), {isNoDaemon: true}, word);
  assert.equal(parseKeepalivedCommandLine(['/usr/bin/genhash', '-s', '10.0.0.1']).isNoDaemon, true);
});

test('words that are no options, unknown ones and missing values harm nothing', () => {
  assert.deepEqual(parse('x', '-', '-Z', '--unknown', '-f'), {config: ''});
  assert.deepEqual(parse('-P', '--', '-f', '/a'), {only: 'vrrp'});
  assert.equal(parseKeepalivedCommandLine([]).config, undefined);
});
