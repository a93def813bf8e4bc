import assert from 'node:assert/strict';
import {existsSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, beforeEach, suite, test} from 'node:test';
import {cannotTry, Machine} from './machine.js';

const mallory = {SUDO_USER: 'alice'};
const nobody = 'policies:\n  may-change: []\n';
const rules = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 10.1.0.11:80 -m -w 1
-a -t 10.0.0.1:80 -r 10.1.0.12:80 -m -w 1
`;

suite('ways around policies', {skip: cannotTry}, () => {
  let machine: Machine;
  before(() => {
    machine = new Machine();
  });
  after(() => machine.close());
  beforeEach(() => {
    machine.setOwn(undefined);
    machine.setMachine(undefined);
    assert.equal(machine.run(['-C']).status, 0);
    assert.equal(machine.run(['-R'], {}, 'lvsctl', rules).status, 0);
    machine.setMachine(nobody);
  });
  const file = (name: string) => join(machine.folder, name);

  test('programs of a file of their own are run by nobody who may not change anything', () => {
    writeFileSync(
      file('own.conf'),
      `global_defs {
  script_user root
}
virtual_server 10.0.0.1 80 {
  lb_algo rr
  lb_kind NAT
  real_server 10.1.0.11 80 {
    MISC_CHECK {
      misc_path "/bin/touch ${file('ran')}"
    }
  }
}
`,
    );
    const line = ['checks', 'run', '10.1.0.11:80', '--config', file('own.conf')];
    const {status, stderr} = machine.run([...line, '--programs'], mallory);
    assert.equal(status, 4);
    assert.match(stderr, /policy may-change/);
    assert.notEqual(machine.run(line, mallory).status, 4);
    assert.equal(existsSync(file('ran')), false);
  });

  test('no file is written over by them', () => {
    writeFileSync(file('rules'), rules);
    const etc = '/etc/lvsctl/config.yaml';
    assert.equal(machine.run(['config', 'convert', file('rules'), '--to', 'rules', '-o', etc], mallory).status, 4);
    assert.equal(machine.run(['config', 'convert', file('rules'), '--to', 'rules'], mallory).status, 0);
    assert.equal(machine.run(['help', '--man', file('pages')], mallory).status, 4);
    assert.equal(machine.run(['help', 'drain'], mallory).status, 0);
    assert.equal(machine.run(['-C'], mallory).status, 4);
  });

  test('no snapshot is replaced, no daemon signalled, and no clients are made by them', () => {
    assert.equal(machine.run(['snapshot', 'save', 'mine']).status, 0);
    for (const line of [
      ['snapshot', 'save', 'mine', '--replace'],
      ['report', file('bundle.tar.gz')],
      ['report', '-', '--ask'],
      ['demo', 'traffic', '10.0.0.1:80'],
    ]) {
      const {status, stderr} = machine.run(line, mallory);
      assert.equal(status, 4, line.join(' '));
      assert.match(stderr, /policy may-change/);
    }
    assert.equal(existsSync(file('bundle.tar.gz')), false);
    assert.equal(machine.run(['snapshot', 'save', 'another'], mallory).status, 0);
    assert.equal(machine.run(['report', '--list'], mallory).status, 0);
    assert.equal(machine.run(['report', '-'], mallory).status, 0);
  });

  test('a reason that is set beforehand is none', () => {
    machine.setMachine('policies: {require-reason: true}\n');
    machine.setOwn('defaults: {drain: {reason: because}}\n');
    const drain = ['drain', '10.1.0.11', '--no-wait'];
    const {status, stderr} = machine.run(drain, {LVSCTL_DRAIN_REASON: 'because'});
    assert.equal(status, 4);
    assert.match(stderr, /there is no reason[\s\S]*it needs a reason/);
  });

  test('a file whose link leads nowhere leaves open what the policies are', () => {
    const etc = join(machine.folder, 'etc', 'lvsctl');
    machine.setMachine(undefined);
    symlinkSync('/nowhere/config.yaml', join(etc, 'config.yaml'));
    for (const line of [['-C'], ['drain', '10.1.0.11', '--no-wait']]) {
      const {status, stderr} = machine.run(line);
      assert.equal(status, 4);
      assert.match(stderr, /nobody knows the policies: \/etc\/lvsctl\/config\.yaml:1:1: it cannot be read/);
    }
    assert.equal(machine.run(['list']).status, 0);
    rmSync(join(etc, 'config.yaml'));
    assert.equal(machine.run(['-C']).status, 0);
  });

  test('nobody is asked for other hosts beforehand: they would ask others when they are asked', () => {
    machine.setMachine('defaults: {list: {host: local}}\n');
    const {status, stderr} = machine.run(['list'], {LVSCTL_LIST_HOST: 'local'});
    assert.equal(status, 0);
    assert.match(stderr, /config\.yaml:1:19: there is no host/);
    machine.setMachine('defaults: {list: {host-timeout: 5s}}\n');
    assert.deepEqual([machine.run(['list']).status, machine.run(['list']).stderr], [0, '']);
    assert.equal(machine.run(['list', '--host-timeout', '5s']).status, 2);
  });

  test('the dashboard of other hosts is for looking alone', () => {
    const {stderr} = machine.run(['top', '--host', 'nowhere.invalid'], {...mallory, LVSCTL_SSH: '/bin/false'});
    assert.match(stderr, /lvsctl top: read-only: alice may not change anything: policy may-change/);
  });
});
