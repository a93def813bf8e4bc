import assert from 'node:assert/strict';
import {test} from 'node:test';
import {environmentSettings} from '../../src/settings/environment-settings.js';
import {mergeSettings} from '../../src/settings/merge-settings.js';
import {NameBook} from '../../src/settings/name-book.js';
import {readSettings} from '../../src/settings/read-settings.js';
import {formatSettingsProblem} from '../../src/settings/settings-problem.js';
import {parseAddress} from '../../src/net/address.js';
import {known} from './known.js';

const merged = (machine: string, own: string, environment: Record<string, string> = {}) => {
  const last = environmentSettings(environment, known);
  return mergeSettings([
    readSettings('/etc/lvsctl/config.yaml', machine, false, known),
    readSettings('own.yaml', own, true, known),
    ...(last ? [last] : []),
  ]);
};

test('files go over one another entry by entry', () => {
  const settings = merged(
    'names: {hosts: {web1: 10.0.0.1, web2: 10.0.0.2}}\ndirectors: {lb1: {ssh: a}}\ndefaults: {list: {output: wide, rate: true}}',
    'names: {hosts: {web1: 10.0.0.3}}\ndirectors: {lb1: {write: true}, lb2: b}\ngroups: {pair: [lb1, lb2]}\ndefaults: {list: {output: table}}',
  );
  assert.deepEqual(settings.problems, []);
  assert.deepEqual(
    settings.names.hosts.map(({name}) => name),
    ['web2', 'web1'],
  );
  assert.deepEqual(settings.directors, {lb1: {ssh: 'lb1', write: true}, lb2: {ssh: 'b', write: false}});
  assert.deepEqual(settings.groups, {pair: ['lb1', 'lb2']});
  assert.deepEqual(settings.defaults, {list: {output: 'table', rate: 'true'}});
  assert.deepEqual(settings.origins['names.hosts.web1'], {file: 'own.yaml', line: 1, column: 17});
});

test('the environment goes over files, and what is wrong in it is told by its variable', () => {
  const environment = {LVSCTL_LIST_OUTPUT: 'table', LVSCTL_VRRP_SWITCH_HOLD: '5m', LVSCTL_KERNEL: 'embedded'};
  const {defaults, origins, problems} = merged('defaults: {list: {output: wide}}', '', environment);
  assert.deepEqual(defaults, {list: {output: 'table'}, 'vrrp switch': {hold: '5m'}});
  assert.equal(origins['defaults.list.output']?.file, 'LVSCTL_LIST_OUTPUT');
  assert.deepEqual(problems, []);
  const wrong = merged('', '', {LVSCTL_LIST_OUTPUT: 'wild'});
  assert.deepEqual(wrong.problems.map(formatSettingsProblem), ["LVSCTL_LIST_OUTPUT: 'wild' is not one of table, wide"]);
});

test("a user's own file makes policies stricter, and never looser", () => {
  const machine = 'policies:\n  least-servers: 3\n  require-reason: true\n  may-change: [alice]';
  const looser = merged(machine, 'policies: {least-servers: 2, require-reason: false, may-change: [bob]}');
  assert.deepEqual(looser.policies, merged(machine, '').policies);
  assert.deepEqual(looser.problems.map(formatSettingsProblem), [
    'own.yaml:1:12: a file of your own can only make a policy stricter: /etc/lvsctl/config.yaml:2 holds',
    'own.yaml:1:30: a file of your own can only make a policy stricter: /etc/lvsctl/config.yaml:3 holds',
    'own.yaml:1:53: who may do what is said in /etc/lvsctl/config.yaml alone: here it has no effect',
  ]);
  const stricter = merged('policies: {least-servers: 2}', 'policies: {least-servers: 4, require-reason: true}');
  assert.deepEqual(stricter.problems, []);
  assert.deepEqual([stricter.policies.leastServers, stricter.policies.requireReason], [4, true]);
  assert.equal(stricter.origins['policies.least-servers']?.file, 'own.yaml');
  assert.equal(merged('', 'policies: {least-servers: 2}').policies.leastServers, 2);
});

test("what is wrong with a user's own policies stops nobody", () => {
  assert.equal(merged('', 'polices: {least-servers: 2}').unreadPolicies, undefined);
  assert.notEqual(merged('polices: {least-servers: 2}', '').unreadPolicies, undefined);
});

test('names like those of objects are names', () => {
  const settings = merged('directors: {__proto__: a, constructor: b}\ngroups: {toString: [constructor]}', '');
  assert.deepEqual(settings.problems, []);
  assert.deepEqual(Object.keys(settings.directors), ['__proto__', 'constructor']);
  assert.deepEqual(settings.groups.toString, ['constructor']);
});

test('names stand for numbers, and numbers for names', () => {
  const {names} = merged(
    "names:\n  hosts: {web1: 10.1.0.11, vip: 10.0.0.1, both: [10.1.0.12, '2001:db8::12']}\n  services: {web: tcp/10.0.0.1:80}",
    'names: {hosts: {www1: 10.1.0.11}}',
  );
  const book = new NameBook(names);
  const address = parseAddress('10.0.0.1') as NonNullable<ReturnType<typeof parseAddress>>;
  const service = (port: number) => ({type: 'address', protocol: 6, address, port}) as const;
  assert.equal(book.service(service(80)), 'web');
  assert.equal(book.service(service(443)), 'tcp/vip:443');
  assert.equal(book.text('10.1.0.11:80'), 'www1:80');
  assert.equal(book.text('[2001:db8::12]:80'), 'both:80');
  assert.equal(book.text('10.1.0.99'), '10.1.0.99');
  assert.deepEqual(book.servicesMeant('web'), ['tcp/10.0.0.1:80']);
  assert.deepEqual(book.servicesMeant('tcp/vip:443'), ['tcp/10.0.0.1:443']);
  assert.deepEqual(book.servicesMeant('both'), ['10.1.0.12', '2001:db8::12']);
  assert.deepEqual(book.serversMeant('both:80'), ['10.1.0.12:80', '[2001:db8::12]:80']);
  assert.deepEqual(book.serversMeant('web1'), ['10.1.0.11']);
  assert.deepEqual(book.serversMeant('10.0.0.7:80'), ['10.0.0.7:80']);
  assert.deepEqual(book.servicesMeant('fwmark/1'), ['fwmark/1']);
});
