import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {formatAddress} from '../../src/net/address.js';
import {mergeSettings} from '../../src/settings/merge-settings.js';
import {readSettings} from '../../src/settings/read-settings.js';
import {formatSettingsProblem} from '../../src/settings/settings-problem.js';
import {known} from './known.js';

const read = (text: string) => readSettings('config.yaml', text, false, known);
const settingsOf = (text: string) => mergeSettings([read(text)]);
const problemsOf = (text: string) => settingsOf(text).problems.map(formatSettingsProblem);

test('a whole file is read', () => {
  const settings = settingsOf(`
names:
  hosts:
    web1: 10.1.0.11
    web2: [10.1.0.12, '2001:db8::12']
  services:
    web: tcp/10.0.0.1:80
    mail: fwmark/25
directors:
  lb1: {ssh: admin@lb1, write: true}
  lb2: lb2.example.net
  lb3: {write: true}
groups: {pair: [lb1, lb2], alone: lb3}
defaults:
  list: {output: wide, rate: true, columns: [name, weight]}
  vrrp switch: {hold: 15m}
policies: {least-servers: 2, require-reason: true, may-change: [alice, '%ops'], may-force: []}
top: {theme: dark}
`);
  assert.deepEqual(settings.problems, []);
  assert.equal(settings.unreadPolicies, undefined);
  assert.deepEqual(
    settings.names.hosts.map(({name, address}) => [name, formatAddress(address)]),
    [
      ['web1', '10.1.0.11'],
      ['web2', '10.1.0.12'],
      ['web2', '2001:db8::12'],
    ],
  );
  assert.deepEqual(settings.names.services, [
    {name: 'web', service: 'tcp/10.0.0.1:80'},
    {name: 'mail', service: 'fwmark/25'},
  ]);
  assert.deepEqual(settings.directors, {
    lb1: {ssh: 'admin@lb1', write: true},
    lb2: {ssh: 'lb2.example.net', write: false},
    lb3: {ssh: 'lb3', write: true},
  });
  assert.deepEqual(settings.groups, {pair: ['lb1', 'lb2'], alone: ['lb3']});
  assert.deepEqual(settings.defaults, {
    list: {output: 'wide', rate: 'true', columns: 'name,weight'},
    'vrrp switch': {hold: '15m'},
  });
  assert.deepEqual(settings.policies, {
    leastServers: 2,
    requireReason: true,
    mayChange: ['alice', '%ops'],
    mayForce: [],
  });
  assert.equal(settings.top.length, 1);
  assert.equal(settings.origins['policies.least-servers']?.line, 17);
  assert.equal(settings.origins['names.hosts.web2']?.line, 5);
});

describe('what is wrong is told with its place, and the rest counts', () => {
  for (const [text, problem] of [
    ['nmaes: {}', '1:1: there is no nmaes; did you mean names?'],
    ['- list', '1:1: a map of names, directors, groups, defaults, policies, top must stand here'],
    ['names:\n  host: {}', '2:3: there is no host; did you mean hosts?'],
    ['names: {hosts: {web1: 10.1.0}}', '1:23: 10.1.0 is not an address'],
    ['names:\n  hosts: {a: 10.0.0.1, b: 10.0.0.1}', '2:27: 10.0.0.1 has the name a already'],
    [
      'names: {hosts: {10.0.0.1: 10.0.0.2}}',
      '1:17: 10.0.0.1 is no name: letters, digits, dots, dashes and underlines, and more than a number',
    ],
    [
      'names: {services: {web: 10.0.0.1:80}}',
      '1:25: 10.0.0.1:80 is not a service: write tcp/ADDRESS:PORT, udp/, sctp/ or fwmark/N',
    ],
    ['directors: {lb1: -oProxyCommand=x}', '1:18: -oProxyCommand=x is not HOST or USER@HOST'],
    ['directors: {lb1: {wirte: true}}', '1:19: there is no wirte; did you mean write?'],
    ['directors: {lb1: {write: perhaps}}', '1:26: true or false must stand here'],
    ['directors: {lb1: a}\ngroups: {pair: [lb1, lb2]}', '2:22: there is no director lb2; did you mean lb1?'],
    ['directors: {local: lb1}', '1:13: local is this machine: choose another name'],
    ['directors: {lb1: a}\ngroups: {lb1: [lb1]}', '2:10: lb1 is the name of a director already'],
    ['defaults: {lits: {}}', '1:12: there is no lits; did you mean list?'],
    ['defaults: {list: {ouput: wide}}', '1:19: there is no ouput; did you mean output?'],
    ['defaults: {list: {output: wild}}', "1:27: 'wild' is not one of table, wide"],
    ['policies: {least-servers: two}', '1:27: a number of servers must stand here, 1 to 65535'],
    ['policies: {least-servers: 0}', '1:27: a number of servers must stand here, 1 to 65535'],
    ['policies: {may-change: [a b]}', "1:25: a b is no user and no '%group'"],
    ['policies:\n  may-change: [%ops]', "2:16: a text that begins with this character needs quotes: '%operators'"],
    [
      'policies: [least-servers]',
      '1:11: a map of least-servers, require-reason, may-change, may-force must stand here',
    ],
  ] as const) {
    test(text.replaceAll('\n', ' '), () => {
      const [first = ''] = problemsOf(text);
      assert.equal(first, `config.yaml:${problem}`);
      const settings = settingsOf(`top: {theme: dark}\n${text.startsWith('-') ? '' : text}`);
      assert.equal(settings.top.length, 1);
    });
  }
});

test('with anything wrong about policies nobody knows them', () => {
  for (const text of [
    'polices: {least-servers: 2}',
    'policies: {least-server: 2}',
    'policies: {require-reason: often}',
    'policies: {may-change: }',
    'policies: {least-servers: 2, least-servers: 3}',
    'names: [\npolicies: {least-servers: 2}',
    'text',
    '# lines of old\rpolicies: {least-servers: 2}',
    '---\n...\n---\npolicies: {least-servers: 2}',
    '%YAML 1.1\n---\npolicies: {require-reason: often}',
    'policies: *nobody',
    `${'['.repeat(100_000)}`,
  ])
    assert.notEqual(read(text).doubt, undefined, text.slice(0, 60));
  for (const text of [
    '',
    '# nothing',
    'names: {hosts: {web1: x}}',
    'policies: {}',
    'policies:',
    'defaults: {nobody: {}}',
  ])
    assert.equal(read(text).doubt, undefined, text);
});

test('whatever is in a file, reading it never throws, and every problem has a line and a column', () => {
  const example = readFileSync('packaging/etc/config.yaml', 'utf8').replaceAll(/^#(?=\S)/gm, '');
  const words = fc.constantFrom(
    ...example.split(/(?<=\s)/),
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '!!x ',
    '"',
    "'",
    '%',
    '\t',
    '---\n',
    '\0',
    '<<: ',
  );
  const broken = fc
    .tuple(fc.nat(example.length), fc.nat(12), fc.string())
    .map(([at, length, other]) => example.slice(0, at) + other + example.slice(at + length));
  fc.assert(
    fc.property(
      fc.oneof(
        broken,
        fc.array(words, {maxLength: 60}).map(all => all.join('')),
        fc.string(),
      ),
      text => {
        const {problems, unreadPolicies} = settingsOf(text);
        for (const {line, column, message} of [...problems, ...(unreadPolicies ? [unreadPolicies] : [])]) {
          assert.ok(Number.isInteger(line) && line >= 1 && Number.isInteger(column) && column >= 1);
          assert.notEqual(message, '');
        }
      },
    ),
    {numRuns: 1500},
  );
});

test('the file that is installed says nothing, and nothing of what can be switched on in it is wrong', () => {
  const text = readFileSync('packaging/etc/config.yaml', 'utf8');
  assert.deepEqual(settingsOf(text).origins, {});
  const switchedOn = text.replaceAll(/^#(?=\S)|^#(?= {2}\S)/gm, '');
  const all = {names: ['list', 'drain'], optionsOf: () => ['output', 'timeout'], faultOf: () => undefined};
  const file = readSettings('config.yaml', switchedOn, false, all);
  assert.deepEqual(file.problems, []);
  assert.equal(mergeSettings([file]).policies.leastServers, 2);
});
