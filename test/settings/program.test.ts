import assert from 'node:assert/strict';
import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, beforeEach, suite, test} from 'node:test';
import {cannotTry, Machine} from './machine.js';

const names = `names:
  hosts: {web1: 10.1.0.11, web2: 10.1.0.12, vip1: 10.0.0.1}
  services: {web: tcp/10.0.0.1:80}
`;
const rules = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 10.1.0.11:80 -m -w 1
-a -t 10.0.0.1:80 -r 10.1.0.12:80 -m -w 1
-A -t 10.0.0.1:443 -s rr
`;

suite('settings, as the program has them', {skip: cannotTry}, () => {
  let machine: Machine;
  before(() => {
    machine = new Machine();
    symlinkSync(join(process.cwd(), 'bin/lvsctl'), join(machine.folder, 'ipvsadm'));
  });
  after(() => machine.close());
  beforeEach(() => {
    machine.setMachine(undefined);
    machine.setOwn(undefined);
    assert.equal(machine.run(['-C']).status, 0);
    assert.equal(machine.run(['-R'], {}, 'lvsctl', rules).status, 0);
  });

  const titles = (words: readonly string[] = [], more: Record<string, string> = {}) => {
    const {stdout, stderr} = machine.run(['list', ...words], more);
    assert.equal(stderr, '');
    return stdout.split('\n')[1]?.split(/ +/).join(' ');
  };

  test('an option goes over the environment, that over the user, the user over the machine, that over the program', () => {
    assert.equal(titles(), 'SERVICE SCHEDULER WEIGHT ACTIVE INACTIVE STATUS');
    machine.setMachine('defaults: {list: {columns: service}}');
    assert.equal(titles(), 'SERVICE');
    machine.setOwn('defaults: {list: {columns: weight}}');
    assert.equal(titles(), 'WEIGHT');
    const environment = {LVSCTL_LIST_COLUMNS: 'active'};
    assert.equal(titles([], environment), 'ACTIVE');
    assert.equal(titles(['--columns', 'status'], environment), 'STATUS');
    assert.equal(titles([], {LVSCTL_CONFIG: '/dev/null'}), 'SERVICE SCHEDULER WEIGHT ACTIVE INACTIVE STATUS');
    const {stdout} = machine.run(['config', 'show', '--origin'], environment);
    assert.match(stdout, /columns: active # LVSCTL_LIST_COLUMNS$/m);
  });

  test('an option without a value can be switched on beforehand, and off again', () => {
    machine.setOwn('defaults: {list: {rate: true}}');
    assert.match(titles() ?? '', /CONN\/S/);
    assert.doesNotMatch(titles(['--rate=false']) ?? '', /CONN\/S/);
  });

  test('names are shown and understood, and numbers where they are wanted', () => {
    machine.setOwn(names);
    const shown = machine.run(['list']).stdout;
    assert.match(shown, /^web +rr[\s\S]*^ {2}web1:80 +masquerading[\s\S]*^ {2}web2:80[\s\S]*^tcp\/vip1:443 /m);
    assert.match(machine.run(['list', '-n']).stdout, /^tcp\/10\.0\.0\.1:80 [\s\S]*^ {2}10\.1\.0\.11:80 /m);
    assert.doesNotMatch(machine.run(['list', 'web']).stdout, /443/);
    assert.match(machine.run(['list', 'tcp/vip1:443']).stdout, /^tcp\/vip1:443/m);
    const {services} = JSON.parse(machine.run(['list', 'web', '-o', 'json']).stdout);
    assert.deepEqual([services[0].service, services[0].name], ['tcp/10.0.0.1:80', 'web']);
    assert.deepEqual([services[0].realServers[0].address, services[0].realServers[0].name], ['10.1.0.11', 'web1']);
    assert.equal(machine.run(['conns', '--service', 'web', '--real', 'web1:80']).status, 0);
    assert.match(machine.run(['top', '--once']).stdout, /web +rr[\s\S]*web1:80/);
  });

  test('what list tells with names is a table that can be applied', () => {
    machine.setOwn(names);
    const document = machine.run(['list', '-o', 'json']).stdout;
    const {status, stdout, stderr} = machine.run(['diff', '-'], {}, 'lvsctl', document);
    assert.deepEqual([status, stdout.split('\n').at(-2), stderr], [0, 'No differences.', '']);
  });

  test('a real server is drained by its name, in a service by its name, and put back', () => {
    machine.setOwn(names);
    assert.equal(machine.run(['drain', 'web1', '--service', 'web', '--no-wait']).status, 0);
    assert.match(machine.run(['list', 'web', '-n']).stdout, /10\.1\.0\.11:80 +masquerading +0/);
    assert.equal(machine.run(['undrain', 'web1']).status, 0);
    assert.equal(machine.run(['drain', '10.1.0.11', '--no-wait']).status, 0);
    assert.match(machine.run(['drains']).stdout, /^web1 +draine?d?/m);
    const {drains} = JSON.parse(machine.run(['drains', '-o', 'json']).stdout);
    assert.deepEqual([drains[0].target, drains[0].name, drains[0].realServers[0].name], ['10.1.0.11', 'web1', 'web1']);
    assert.equal(machine.run(['undrain', 'web1']).status, 0);
  });

  test("ipvsadm's grammar is the same byte for byte, whatever is set", () => {
    const all = () =>
      ['lvsctl', 'ipvsadm'].flatMap(name =>
        [['-Ln'], ['-L'], ['-Sn'], ['-S'], ['-Lcn'], ['-Ln', '--stats'], ['-h']].map(words =>
          machine.run(words, {}, name),
        ),
      );
    const without = all().map(({stdout, stderr, status}) => [stdout, stderr, status]);
    machine.setMachine(`${names}policies: {may-change: []}\ndefaults: {list: {output: wide}}\n`);
    machine.setOwn('nmaes: [');
    assert.deepEqual(
      all().map(({stdout, stderr, status}) => [stdout, stderr, status]),
      without,
    );
  });

  const change = ['-a', '-t', '10.0.0.1:443', '-r', '10.1.0.13:443', '-m'];
  const policies = "policies:\n  may-change: [alice, '%operators']\n  may-force: [alice]\n";

  test('who may not change anything is refused, under every name but those of ipvsadm', () => {
    machine.setMachine(policies);
    const mallory = {SUDO_USER: 'mallory'};
    for (const line of [['drain', '10.1.0.11', '--no-wait'], ['undo'], ['maintenance', 'on', '10.1.0.11']]) {
      const {status, stderr} = machine.run(line, mallory);
      assert.equal(status, 4, line[0]);
      assert.match(stderr, /policy may-change \(\/etc\/lvsctl\/config\.yaml:2\)/); // whose groups nobody knows
    }
    assert.equal(machine.run(change, mallory).status, 4);
    assert.equal(machine.run(['-R'], mallory, 'lvsctl', rules).status, 4);
    assert.equal(machine.run(['drain', '10.1.0.11', '--dry-run'], mallory).status, 0);
    assert.equal(machine.run(['list'], mallory).status, 0);
    assert.equal(machine.run(['-Ln'], mallory).status, 0);
    assert.doesNotMatch(machine.run(['-Ln']).stdout, /10\.1\.0\.13/);
    assert.equal(machine.run(change, mallory, 'ipvsadm').status, 0);
  });

  test('a user who is not in the list and in none of the groups is told who may', () => {
    machine.setMachine("policies:\n  may-change: [bob, '%operators']\n");
    const {status, stderr} = machine.run(change, {SUDO_USER: 'alice'});
    assert.equal(status, 4);
    const [, words] = /lvsctl: (.*)\n$/.exec(stderr) ?? [];
    assert.equal(
      words,
      'alice may not change anything: policy may-change (/etc/lvsctl/config.yaml:2); these may: bob, the group operators',
    );
  });

  test('who may change anything does, by name, by group, and as root himself', () => {
    machine.setMachine(policies);
    // carol's own group has no name
    for (const environment of [{SUDO_USER: 'alice'}, {SUDO_USER: 'bob'}, {SUDO_USER: 'carol'}, {}]) {
      assert.equal(machine.run(change, environment as Record<string, string>).status, 0);
      assert.equal(
        machine.run(['-d', '-t', '10.0.0.1:443', '-r', '10.1.0.13:443'], environment as Record<string, string>).status,
        0,
      );
    }
  });

  test('guards, reasons and force are as policies say', () => {
    machine.setMachine(`${policies}  least-servers: 2\n  require-reason: true\n`);
    const drain = ['drain', '10.1.0.11', '--no-wait'];
    const bob = {SUDO_USER: 'bob'};
    const without = machine.run(drain, bob);
    assert.equal(without.status, 4);
    assert.match(
      without.stderr,
      /it needs a reason: policy require-reason \(\/etc\/lvsctl\/config\.yaml:5\); say why with --reason TEXT/,
    );
    const guarded = machine.run([...drain, '--reason', 'disk'], bob);
    assert.equal(guarded.status, 4);
    assert.match(
      guarded.stderr,
      /least-servers: tcp\/10\.0\.0\.1:80: 1 server of weight above 0 would be left, fewer than the 2 of policy least-servers \(\/etc\/lvsctl\/config\.yaml:4\)/,
    );
    const forced = machine.run([...drain, '--reason', 'disk', '--force'], bob);
    assert.equal(forced.status, 4);
    assert.match(forced.stderr, /bob may not override what speaks against a change: policy may-force/);
    assert.equal(machine.run([...drain, '--reason', 'disk', '--force'], {SUDO_USER: 'alice'}).status, 0);
    assert.equal(machine.run(['undrain', '10.1.0.11']).status, 0);
  });

  test('a file that is wrong stops nothing that only looks, and every change', () => {
    machine.setMachine(`${names}polices: {least-servers: 2}\n`);
    const {status, stdout, stderr} = machine.run(['list']);
    assert.equal(status, 0);
    assert.match(stdout, /^web /m);
    assert.equal(stderr, 'lvsctl: /etc/lvsctl/config.yaml:4:1: there is no polices; did you mean policies?\n');
    for (const line of [change, ['drain', 'web1', '--no-wait'], ['undrain', 'web1']]) {
      const refused = machine.run(line);
      assert.equal(refused.status, 4);
      assert.match(
        refused.stderr,
        /nothing is changed while nobody knows the policies: \/etc\/lvsctl\/config\.yaml:4:1/,
      );
    }
    assert.equal(machine.run(change, {LVSCTL_CONFIG: '/dev/null'}).status, 4);
    const check = machine.run(['config', 'check']);
    assert.equal(check.status, 1);
    assert.match(check.stdout, /^\/etc\/lvsctl\/config\.yaml:4:1: .*\nUntil that is corrected nothing is changed/);
  });

  test('a file of somebody else, or that others can write, does not count, and nothing is changed meanwhile', () => {
    for (const facts of [{owner: 2001}, {mode: 0o664}]) {
      machine.setMachine(names, facts);
      const {status, stdout, stderr} = machine.run(['list']);
      assert.equal(status, 0);
      assert.match(stdout, /^tcp\/10\.0\.0\.1:80/m);
      assert.match(
        stderr,
        /it does not count, as it must be root's and writable by nobody else: chown root \/etc\/lvsctl\/config\.yaml; chmod go-w/,
      );
      assert.equal(machine.run(change).status, 4);
    }
  });

  test("root reads a user's file only if it is root's or of the user behind sudo, and nobody else can write it", () => {
    machine.setOwn(names, {owner: 2001});
    assert.match(machine.run(['list']).stderr, /it does not count, as it must be yours or root's/);
    const behind = {SUDO_USER: 'alice', SUDO_UID: '2001'};
    assert.deepEqual([machine.run(['list'], behind).stderr, machine.run(change, behind).status], ['', 0]);
    machine.setOwn(names, {mode: 0o666});
    const {stderr, status} = machine.run(['list', 'web']);
    assert.equal(status, 2);
    assert.match(stderr, /chmod go-w/);
  });

  test('a file that was asked for has to be there', () => {
    const {stderr, status} = machine.run(['list'], {LVSCTL_CONFIG: '/nowhere.yaml'});
    assert.equal(status, 0);
    assert.match(stderr, /^lvsctl: \/nowhere\.yaml:1:1: it cannot be read: there is no such file or folder \(ENOENT\)/);
  });

  test('what was probably meant is told', () => {
    machine.setOwn(names);
    const {stderr, status} = machine.run(['list', 'wep']);
    assert.equal(status, 2);
    assert.match(stderr, /or a name of the settings: did you mean web\?/);
  });

  test('a file of comments says nothing, whoever has it', () => {
    machine.setMachine('# nothing yet\n\n  # really\n', {owner: 2001});
    assert.deepEqual([machine.run(['list']).stderr, machine.run(change).status], ['', 0]);
  });

  test("what is wrong with the dashboard's section is told with its place", () => {
    machine.setOwn('top:\n  theme: drak\n');
    const {status, stdout} = machine.run(['config', 'check']);
    assert.equal(status, 1);
    assert.match(stdout, /own\/lvsctl\/config\.yaml:2:10: there is no drak; did you mean dark\?/);
  });
});
