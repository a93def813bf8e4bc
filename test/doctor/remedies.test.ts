import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {planLasting} from '../../src/commands/doctor/lasting-files.js';
import type {Diagnosis} from '../../src/doctor/diagnosis.js';
import type {DoctorRow} from '../../src/doctor/doctor-row.js';
import {examine} from '../../src/doctor/examine.js';
import {good, risk, wrong} from '../../src/doctor/outcomes.js';
import {chosenRemedies, remedyCommand} from '../../src/doctor/remedies/chosen-remedies.js';
import {lastingText} from '../../src/doctor/remedies/lasting-text.js';
import {sysctlRemedy} from '../../src/doctor/sysctl-facts.js';
import {parseSysctlFile} from '../../src/kernel/proc/sysctl-files.js';
import {sysctlPath} from '../../src/kernel/proc/network-sysctls.js';
import {healthyFacts} from './healthy-facts.js';

const row = (code: string, diagnoses: readonly Diagnosis[]): DoctorRow => ({
  code,
  group: 'kernel',
  title: code,
  explanation: '',
  diagnose: () => diagnoses,
});
const remedy = (value: number) => sysctlRemedy('net.ipv4.ip_forward', value, 'it is');
const trouble = {is: '0', why: 'so'};

test('a change that several rows want is made once, with the value of the first', () => {
  const rows = [
    row('a', [wrong({...trouble, remedy: remedy(1)}), risk({...trouble, remedy: remedy(1)})]),
    row('b', [risk({...trouble, remedy: remedy(2)})]),
    row('c', [good('well'), risk(trouble)]),
  ];
  const chosen = chosenRemedies(examine(rows, healthyFacts()));
  assert.deepEqual(
    chosen.map(one => [remedyCommand(one.remedy), one.codes]),
    [['sysctl -w net.ipv4.ip_forward=1', ['a', 'b']]],
  );
});

test('the worst diagnosis is the outcome of a row', () => {
  const outcomes = examine([row('a', [good('well'), risk(trouble), wrong(trouble)])], healthyFacts());
  assert.deepEqual(
    outcomes.map(({outcome}) => outcome),
    ['wrong'],
  );
});

describe('lines that are to last', () => {
  const line = 'net.ipv4.ip_forward = 1';
  test('make a file that says who wrote it', () =>
    assert.match(lastingText(undefined, [line]), /^# Written by lvsctl .*\nnet\.ipv4\.ip_forward = 1\n$/));
  test('come after those of others', () =>
    assert.equal(lastingText('# mine\na = 1\n\n', [line]), `# mine\na = 1\n${line}\n`));
  test('take the place of those of the same name, however it is written', () =>
    assert.equal(lastingText('net/ipv4/ip_forward=0\nb = 2', [line]), `${line}\nb = 2\n`));
  test('are there once, however often they are written', () =>
    assert.equal(lastingText(lastingText('', [line]), [line]).match(/ip_forward/g)?.length, 1));
  test('leave comments alone', () => assert.match(lastingText(`# ${line}`, [line]), /^# net.*\nnet/));
  test('of modules are names', () =>
    assert.equal(lastingText('ip_vs\n', ['ip_vs', 'ip_vs_ftp']), 'ip_vs\nip_vs_ftp\n'));
});

test('sysctls of a module last only where it is loaded before', () => {
  const of = (name: string) => ({remedy: sysctlRemedy(name, 1, 'it is'), codes: ['a']});
  const files = planLasting([
    of('net.ipv4.ip_forward'),
    of('net.ipv4.vs.expire_nodest_conn'),
    of('net.ipv4.vs.drop_entry'),
  ]);
  assert.deepEqual(
    files.map(({file, lines}) => [file, lines]),
    [
      [
        '/etc/sysctl.d/60-lvsctl.conf',
        ['net.ipv4.ip_forward = 1', 'net.ipv4.vs.expire_nodest_conn = 1', 'net.ipv4.vs.drop_entry = 1'],
      ],
      ['/etc/modules-load.d/lvsctl.conf', ['ip_vs']],
    ],
  );
});

test('files of sysctl.d(5) are read as they are meant', () => {
  const text =
    '# a = 1\n; b = 2\n-net/ipv4/ip_forward = 1 \nnet.ipv4.conf.eth0/100.rp_filter=2\nnonsense\n kernel.x=a = b\n';
  assert.deepEqual(parseSysctlFile(text), [
    ['net.ipv4.ip_forward', '1'],
    ['net.ipv4.conf.eth0.100.rp_filter', '2'],
    ['kernel.x', 'a = b'],
  ]);
});

test('a slash in the name of a sysctl is a dot in its path', () =>
  assert.equal(sysctlPath('net.ipv4.conf.eth0/100.rp_filter'), '/proc/sys/net/ipv4/conf/eth0.100/rp_filter'));
