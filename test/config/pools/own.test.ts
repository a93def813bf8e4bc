import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {stringify} from 'yaml';
import {checkRows} from '../../../src/config/director/checks/check-rows.js';
import {formatDirectorProblem} from '../../../src/config/director/director-problem.js';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {poolsDocument} from '../../../src/config/director/write-pools.js';
import {Losses} from '../../../src/config/pools/losses.js';
import type {PoolServer} from '../../../src/config/pools/pool-configuration.js';
import {checkPools} from './check-pools.js';
import {everyKey} from './every-key.js';
import {plain} from './plain.js';

const read = (text: string) => readDirectorConfiguration({name: 'd.yaml', text});
const problems = (text: string) => read(text).problems.map(formatDirectorProblem);
const servers = (text: string) => read(text).pools.pools.flatMap(pool => pool.servers);

test('every key of services is taken, and is the same after it was written', () => {
  const {pools, problems: found, metrics} = read(everyKey);
  assert.deepEqual(found, []);
  assert.deepEqual(checkPools(pools), []);
  assert.equal(metrics?.port, 9099);
  const losses = new Losses();
  const again = read(stringify(poolsDocument(pools, losses.lose), {lineWidth: 0}));
  assert.deepEqual(losses.all, []);
  assert.deepEqual(plain(again.pools), plain(pools));
});

test('a service is what its key says, or what is said at', () => {
  const names = (text: string) => read(`services: {${text}}`).pools.pools.map(({name}) => name);
  assert.deepEqual(names('"10.0.0.1:80": {}, udp/10.0.0.1:53: {}, fwmark/7: {}, fwmark6/7: {}'), [
    'TCP 10.0.0.1:80',
    'UDP 10.0.0.1:53',
    'FWM 7',
    'FWM6 7',
  ]);
  assert.deepEqual(names('web: {at: 10.0.0.1:80}'), ['web']);
  assert.deepEqual(problems('services: {web: {}}'), ['d.yaml:1:12: refused: web is nowhere; write at: 10.0.0.1:80']);
});

test('a server says it first, then its service, then the defaults', () => {
  const text = `defaults: {weight: 5, when-down: quiesce, hold-down: 10s, check: {every: 7s, fall: 4}, checks: [tcp]}
services:
  10.0.0.1:80:
    hold-down: 20s
    check: {fall: 5}
    servers: {10.0.0.11: {weight: 1, check: {rise: 6}}, 10.0.0.12: {checks: [{tcp: {every: 1s}}]}, 10.0.0.13: {checks: []}}`;
  const [one, two, three] = servers(text) as [PoolServer, PoolServer, PoolServer];
  assert.deepEqual([one.weight, two.weight], [1, 5]);
  assert.deepEqual([one.whenDown, one.holdDown], ['quiesce', 20_000]);
  const [schedule, other] = [one.checks[0]?.schedule, two.checks[0]?.schedule];
  assert.deepEqual([schedule?.interval, schedule?.fall, schedule?.rise], [7000, 5, 6]);
  assert.deepEqual([other?.interval, other?.fall, other?.rise], [1000, 5, 2]);
  assert.deepEqual(three.checks, []);
});

test('only masquerading has a port of its own, and a check goes to the port of the server', () => {
  const [nat, direct] = servers(
    'services: {10.0.0.1:80: {checks: [tcp], servers: {10.0.0.11:8080: , 10.0.0.12: {forwarding: direct}}}}',
  ) as [PoolServer, PoolServer];
  assert.deepEqual([nat.name, nat.destinations[0]?.port], ['10.0.0.11:8080', 8080]);
  assert.deepEqual([direct.name, direct.destinations[0]?.port], ['10.0.0.12:80', 80]);
  const ports = [nat, direct].map(({checks: [check]}) => check && 'target' in check.probe && check.probe.target.port);
  assert.deepEqual(ports, [8080, 80]);
});

test('certificates are checked unless that is switched off', () => {
  const tls = (text: string) => {
    const probe = servers(`services: {10.0.0.1:443: {servers: [10.0.0.11], checks: [${text}]}}`)[0]?.checks[0]?.probe;
    return probe?.type === 'http' ? probe.tls?.verifies : undefined;
  };
  assert.deepEqual([tls('https'), tls('{https: {tls: {verify: false}}}'), tls('http')], [true, false, undefined]);
});

describe('what is wrong is told where it stands', () => {
  const rows: readonly (readonly [text: string, problem: RegExp])[] = [
    ['services: {10.0.0.1:80: {checks: [htp]}}', /:1:35: refused: "htp" is no kind of check; did you mean http\?/],
    ['services: {10.0.0.1:80: {checks: [{http: {pth: /}}]}}', /"pth" is no key of a check http; did you mean path\?/],
    ['services: {10.0.0.1:80: {checks: [{tcp: , ping: }]}}', /a map of 2 keys is not .*; begin a new entry/],
    ['services: {10.0.0.1:80: {checks: [dns]}}', /name is missing in a check dns; write a text of one line/],
    [
      'services: {10.0.0.1:80: {}, a: {at: 10.0.0.1:80}}',
      /tcp\/10\.0\.0\.1:80 is there twice: it is in line 1 already/,
    ],
    [
      'services: {10.0.0.1:80: {servers: [10.0.0.2, 10.0.0.2:80]}}',
      /10\.0\.0\.2:80 of TCP 10\.0\.0\.1:80 is there twice/,
    ],
    ['services: {10.0.0.1:80: {forwarding: direct, servers: [10.0.0.2:81, 10.0.0.2]}}', /the same for the kernel/],
    ['services: {10.0.0.1:80: {servers: ["2001:db8::1"]}}', /of the other address family; forward to it by a tunnel/],
    [
      'services: {10.0.0.1:80: {checks: [{http: {match: "a)"}}], servers: [10.0.0.2]}}',
      /refused: the regular expression a\): .*; write it with what PCRE and JavaScript have in common/,
    ],
    ['services: {"[2001:db8::1]:80": {checks: [tcp], servers: ["fe80::1"]}}', /fe80::1 is on every link/],
    ['services: {10.0.0.1: {}}', /tcp\/10\.0\.0\.1:0 has no port; write one, or make it persistent/],
    ['services: {10.0.0.1:80: {one-packet: true}}', /is not of UDP/],
    ['services: {10.0.0.1:80: {servers: {10.0.0.2: {depends-on: [web]}}}}', /there is no web to depend on/],
    [
      'services: {a: {at: 10.0.0.1:80, servers: {10.0.0.2: {depends-on: [b]}}}, b: {at: 10.0.0.1:81, servers: {10.0.0.3: {depends-on: [a]}}}}',
      /it depends on itself: a 10\.0\.0\.2:80 → b → b 10\.0\.0\.3:81 → a → a 10\.0\.0\.2:80/,
    ],
    ['services: {10.0.0.1:80: {servers: {10.0.0.2: {connections: {again: 5}}}}}', /lower threshold 5 is above/],
    ['services: {}', /there is neither a router nor a service/],
    ['services: {10.0.0.1:80: {}}\nmetrics: 10.0.0.1', /:2:10: refused: "10\.0\.0\.1" is not an address and a port/],
    ['services: {10.0.0.1:80: {checks: [{radius: {secret: [x]}}]}}', /a list is not a text/],
  ];
  for (const [text, problem] of rows)
    test(text, () => {
      const found = problems(text);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] as string, problem);
    });
});

test('passwords are in no message', () => {
  const text = everyKey.replaceAll(/secret\d/g, '[hidden-word]').replace('tcp/10.0.0.2:3306:', 'x:');
  assert.ok(problems(text).length > 0);
  assert.doesNotMatch(problems(text).join('\n'), /hidden-word/);
});

test('each kind of check has a name of its own', () => {
  const names = checkRows.map(({name}) => name);
  assert.equal(new Set(names).size, names.length);
});
