import assert from 'node:assert/strict';
import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {isUsable} from '../../../src/config/director/director-problem.js';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {noNotify, noTracking} from '../../../src/vrrp/router/configuration.js';
import {textOf} from './text.js';

const folder = 'test/config/director/golden';
const read = (text: string) => readDirectorConfiguration({name: 'd.yaml', text});

/** Files, and what they are read as; LVSCTL_UPDATE=1 writes it anew. */
describe('a file is read as it was', () => {
  for (const name of globSync('*.yaml', {cwd: folder}).sort())
    test(name, () => {
      const text = textOf(readDirectorConfiguration({name, text: readFileSync(join(folder, name), 'utf8')}));
      const golden = join(folder, name.replace(/yaml$/, 'txt'));
      if (process.env.LVSCTL_UPDATE === '1') writeFileSync(golden, text);
      assert.equal(text, readFileSync(golden, 'utf8'));
    });
});

test('what is not written is as it usually is', () => {
  const {configuration, problems} = read('routers: {web: {interface: eth0, id: 51, addresses: [10.0.0.100/24]}}');
  assert.deepEqual(problems, []);
  assert.deepEqual(configuration.routers[0], {
    name: 'web',
    interface: 'eth0',
    virtualRouter: 51,
    family: 'ipv4',
    priority: 100,
    rules: {
      version: 3,
      interval: 1000,
      silentIntervals: 3,
      preempts: true,
      preemptDelay: 0,
      answersLower: true,
      announcing: {again: 5000, refresh: 0, rival: 5000},
    },
    addresses: [
      {
        address: {family: 'ipv4', value: 0x0a000064},
        prefixLength: 24,
        interface: undefined,
        label: undefined,
        scope: undefined,
        broadcast: undefined,
        peer: undefined,
      },
    ],
    excluded: [],
    accepts: true,
    authentication: {type: 'none'},
    checksums: ['pseudo-header', 'message'],
    unicast: undefined,
    multicastGroup: undefined,
    ignoresAddressLists: false,
    source: undefined,
    copies: {master: 5, refresh: 1, rival: 5},
    tracking: noTracking,
    notify: {...noNotify, isDeletionTold: true},
  });
});

describe('what is wrong is told with its place', () => {
  const cases: readonly (readonly [text: string, expected: RegExp])[] = [
    ['', /^1:1 nothing is not a map/],
    ['routers:\n\tweb: 1', /^2:1 this is no YAML: a tab/],
    ['routers: {}\n---\nservices: {}', /^2:1 this is no YAML: a second document/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1]}}\nroutes: {}', /^2:1 "routes" is no key .* did you mean routers\?/],
    ['routers: {a: {interface: eth0, id: 1, addresses: []}}', /^1:50 a router needs an address/],
    ['routers: {a: {interface: eth0, id: 0x10, addresses: [10.0.0.1]}}', /^1:36 "0x10" is not a whole number from 1 to 255/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], interval: 5s, version: 4}}', /"4" is not 2 or 3/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], interval: 1.5s, version: 2}}', /version 2 cannot advertise an interval of 1500ms/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], interval: 41s}}', /version 3 cannot advertise an interval of 41s; take one from 10ms to 40950ms/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], on: {master: "/bin/x y"}}}', /"\/bin\/x y" is not \[\/path/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], on: {master: [x]}}}', /"x" is not a list: the absolute path .* no shell/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [fe80::1], version: 2}}', /VRRP 2 knows IPv4 only/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], track: {interfaces: [eth0]}}}', /own link, which counts always/],
    ['x: &a [*a]\nrouters: {a: *a}', /"x" is no key/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], ttl: 3}}', /ttl means nothing without peers/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1], peers: [10.0.0.2], group: 224.0.0.18}}', /group means nothing with peers/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1]}}\ngroups: {g: {members: [a], on: {lower: [/bin/x]}}}', /^2:.* lower means nothing in a group; write it in its members/],
    ['routers: {a: {interface: eth0, id: 1, addresses: [10.0.0.1]}}\nnotify: {run: [/bin/x], priorities: true}', /^2:.* priorities means nothing without fifo/],
  ]; // biome-ignore format: a table
  for (const [text, expected] of cases)
    test(expected.source, () => {
      const {problems} = read(text);
      const said = problems.map(each => `${each.line}:${each.column} ${each.message}; ${each.advice ?? ''}`);
      assert.ok(!isUsable(problems));
      assert.ok(
        said.some(words => expected.test(words)),
        said.join('\n'),
      );
    });
});

test('a password is shown nowhere, wherever it is and however it is wrong', () => {
  const router = (password: string) =>
    `routers: {a: {interface: eth0, id: 1, version: 2, addresses: [10.0.0.1], password: ${password}}}`;
  for (const password of [
    's3cret',
    '0123',
    '"s3cret much too long"',
    '!s3cret',
    '*s3cret',
    '&s3cret x',
    '[s3cret]',
    '"s3\\qcret"',
    '{s3cret: 1}',
    '@s3cret',
    's3cret: s3cret',
  ])
    for (const text of [router(password), router(password).replace('version: 2', 'version: 3')]) {
      const reading = read(text);
      assert.ok(!/s3c|cret|0123/.test(textOf(reading) + JSON.stringify(reading)), textOf(reading));
    }
  assert.deepEqual(read(router('0123')).problems, []);
});

test('a text is what is written', () => {
  const {configuration, problems} = read('routers: {on: {interface: on, id: 1, addresses: [10.0.0.1]}}');
  assert.deepEqual(problems, []);
  assert.deepEqual([configuration.routers[0]?.name, configuration.routers[0]?.interface], ['on', 'on']);
});

test('what is nested too deep, or is no configuration, ends in a problem', () => {
  for (const text of [
    '['.repeat(200_000),
    `routers: ${'{a: '.repeat(20_000)}`,
    'x'.repeat(1_000_001),
    '\u0000',
    '--- 1\n--- 2',
  ])
    assert.ok(!isUsable(read(text).problems));
});
