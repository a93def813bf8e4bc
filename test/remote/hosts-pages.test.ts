import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {list} from '../../src/commands/list.js';
import {checksOfHosts} from '../../src/commands/hosts/checks-of-hosts.js';
import {chooseHosts} from '../../src/commands/hosts/choose-hosts.js';
import {connsOfHosts} from '../../src/commands/hosts/conns-of-hosts.js';
import {differenceWords} from '../../src/commands/hosts/difference.js';
import {drainsOfHosts} from '../../src/commands/hosts/drains-of-hosts.js';
import {answerWords, type HostAnswer, readDocuments, worstStatus} from '../../src/commands/hosts/host-answer.js';
import type {HostsPage} from '../../src/commands/hosts/hosts-page.js';
import {listOfHosts} from '../../src/commands/hosts/list-of-hosts.js';
import {remoteWords} from '../../src/commands/hosts/remote-words.js';
import {vrrpOfHosts} from '../../src/commands/hosts/vrrp-of-hosts.js';
import type {CommandDefinition} from '../../src/commands/command.js';
import {noSettings} from '../../src/settings/settings.js';

const answer = (name: string, document: unknown, more: Partial<HostAnswer> = {}): HostAnswer => ({
  name,
  state: 'answered',
  status: 0,
  words: undefined,
  stdout: '',
  isEmbedded: false,
  documents: [document],
  ...more,
});
const words = ({differences}: HostsPage) => differences.map(differenceWords);

const server = (address: string, weight: number, more = {}) => ({
  address,
  port: 80,
  weight,
  forwarding: 'direct',
  ...more,
});
const table = (...realServers: object[]) => ({
  services: [{service: 'tcp/10.0.0.1:80', scheduler: 'wlc', persistence: null, realServers}],
});

describe('lists side by side', () => {
  test('a server that only some have is told once, and in its service', () => {
    const page = listOfHosts(
      [
        answer('lb1', table(server('10.1.0.1', 1))),
        answer('lb2', table(server('10.1.0.1', 1), server('10.1.0.2', 2))),
        answer('lb3', {services: []}),
      ],
      {},
    );
    assert.deepEqual(words(page), ['tcp/10.0.0.1:80: not on lb3', 'tcp/10.0.0.1:80 → 10.1.0.2:80: not on lb1']);
    assert.deepEqual(
      page.text.split('\n').map(line => line.trim().split(/ +/)[0]),
      ['SERVICE', 'tcp/10.0.0.1:80', '10.1.0.1:80', '10.1.0.2:80', ''],
    );
  });

  test('thresholds, forwarding and persistence are compared, connections are not', () => {
    const one = table(server('10.1.0.1', 1, {upperThreshold: 5, activeConnections: 7}));
    const other = {
      services: [
        {
          service: 'tcp/10.0.0.1:80',
          scheduler: 'wlc',
          persistence: {timeoutSeconds: 300, netmask: '255.255.255.0', engine: null},
          realServers: [server('10.1.0.1', 1, {forwarding: 'tunnel', upperThreshold: 6})],
        },
      ],
    };
    assert.deepEqual(words(listOfHosts([answer('a', one), answer('b', other)], {})), [
      'tcp/10.0.0.1:80: persistence none on a, 300 s 255.255.255.0 on b',
      'tcp/10.0.0.1:80 → 10.1.0.1:80: forwarding direct on a, tunnel on b',
      'tcp/10.0.0.1:80 → 10.1.0.1:80: upper threshold 5 on a, 6 on b',
    ]);
  });

  test('values that several have are said together', () => {
    const all = [1, 0, 1].map((weight, i) => answer(`lb${i + 1}`, table(server('10.1.0.1', weight))));
    assert.deepEqual(words(listOfHosts(all, {})), ['tcp/10.0.0.1:80 → 10.1.0.1:80: weight 1 on lb1 and lb3, 0 on lb2']);
  });
});

describe('virtual routers side by side', () => {
  const instance = (state: string, priority: number, more = {}) => ({
    at: '2026-01-01T00:01:00.000Z',
    instances: [
      {
        name: 'VI_1',
        vrid: 51,
        family: 'ipv4',
        isConfigured: true,
        state,
        priority: {base: priority, effective: null},
        ...more,
      },
      {name: null, vrid: 52, family: 'ipv4', isConfigured: false, state: 'unknown'},
    ],
    findings: [],
  });

  test('each host has its state', () => {
    const {text, findings} = vrrpOfHosts(
      [
        answer('lb1', instance('master', 150, {since: '2026-01-01T00:00:00.000Z'})),
        answer('lb2', instance('backup', 100, {hold: {}})),
      ],
      {},
    );
    assert.equal(
      text,
      'INSTANCE        lb1                  lb2\nVI_1 (ipv4 51)  MASTER 150 for 60 s  backup 100 held\n',
    );
    assert.deepEqual(findings, []);
  });

  test('two masters are a finding; so is none, where all that were asked have it', () => {
    const of = (...states: string[]) =>
      vrrpOfHosts(
        states.map((state, i) => answer(`lb${i + 1}`, instance(state, 1))),
        {},
      ).findings;
    assert.deepEqual(of('master', 'master'), ['two masters: VI_1 (ipv4 51) is master on lb1 and lb2']);
    assert.deepEqual(of('backup', 'fault'), ['no master: VI_1 (ipv4 51) is master on none of lb1, lb2']);
    assert.deepEqual(of('backup'), []);
  });

  test('other addresses are a difference, other priorities are not, nor what nobody knows', () => {
    const address = (text: string) => ({addresses: [{address: text}]});
    const page = vrrpOfHosts(
      [
        answer('a', instance('master', 2, {...address('10.0.0.5'), interval: 1})),
        answer('b', instance('backup', 1, {...address('10.0.0.6'), interval: null})),
      ],
      {},
    );
    assert.deepEqual(words(page), ['VI_1 (ipv4 51): addresses 10.0.0.5 on a, 10.0.0.6 on b']);
  });
});

describe('the other pages', () => {
  test('a server that one host finds down is a difference', () => {
    const pools = (state: string, reason: string) => ({
      pools: [{name: 'web', servers: [{name: '10.1.0.1:80', state, reason}]}],
    });
    const page = checksOfHosts([answer('lb1', pools('up', '')), answer('lb2', pools('down', 'refused'))], {});
    assert.deepEqual(words(page), ['web → 10.1.0.1:80: state up on lb1, down on lb2']);
    assert.equal(page.text, 'POOL  REAL SERVER  lb1  lb2   REASON\nweb   10.1.0.1:80  up   down  refused\n');
  });

  test('counts are put together, the most first', () => {
    const counts = (...all: [string, number][]) => ({
      counts: all.map(([client, connections]) => ({client, connections})),
    });
    const answers = [answer('a', counts(['10.0.0.7', 5], ['10.0.0.8', 1])), answer('b', counts(['10.0.0.8', 9]))];
    assert.equal(
      connsOfHosts(answers, {'count-by': 'client', limit: 1}).text,
      'CLIENT    a  b  TOGETHER\n10.0.0.8  1  9        10\n',
    );
  });

  test('whatever documents hosts send, pages are made of them without control characters', () => {
    const names = fc.constantFrom(
      'services',
      'realServers',
      'instances',
      'pools',
      'servers',
      'drains',
      'counts',
      'connections',
    );
    const {document} = fc.letrec(tie => ({
      document: fc.oneof(
        {depthSize: 'small'},
        fc.jsonValue(),
        fc.constant('a\u001b[2Jb\n'),
        fc.array(tie('document'), {maxLength: 3}),
        fc.dictionary(
          fc.oneof(names, fc.constantFrom('service', 'address', 'state', 'isConfigured', 'name', '__proto__')),
          fc.oneof(tie('document'), fc.constant(true)),
        ),
      ),
    }));
    fc.assert(
      fc.property(fc.array(document, {minLength: 1, maxLength: 3}), documents => {
        const answers = documents.map((one, i) => answer(`lb${i}`, one));
        for (const page of [listOfHosts, vrrpOfHosts, checksOfHosts, connsOfHosts, drainsOfHosts]) {
          const {text, differences} = page(answers, {});
          assert.match(text, /^[^\u0000-\u0009\u000b-\u001f]*$/);
          for (const one of differences) assert.equal(typeof differenceWords(one), 'string');
        }
      }),
      {numRuns: 1000, seed: 8},
    );
  });
});

describe('hosts by name', () => {
  const settings = {
    ...noSettings,
    directors: {lb1: {ssh: 'root@10.0.0.1', write: true}, lb2: {ssh: 'root@10.0.0.2', write: false}},
    groups: {pair: ['lb1', 'lb2']},
  };

  test('are those of the settings, groups, what ssh takes, and this machine; each once', () => {
    assert.deepEqual(chooseHosts(['lb2', 'pair', 'ann@lb3', 'local', 'root@10.0.0.1'], settings), [
      {name: 'lb2', target: 'root@10.0.0.2', mayWrite: false},
      {name: 'lb1', target: 'root@10.0.0.1', mayWrite: true},
      {name: 'ann@lb3', target: 'ann@lb3', mayWrite: true},
      {name: 'local', target: undefined, mayWrite: true},
    ]);
    assert.deepEqual(chooseHosts(['constructor'], settings)[0]?.target, 'constructor');
    assert.equal(chooseHosts(['root@10.0.0.2'], settings)[0]?.mayWrite, false); // by another name it is the same
  });

  test('of a group without members, and too many, are a mistake', () => {
    assert.throws(() => chooseHosts(['none'], {...settings, groups: {none: []}}), /nobody in it/);
    assert.throws(
      () =>
        chooseHosts(
          Array.from({length: 65}, (_, i) => `h${i}`),
          settings,
        ),
      /at most 64/,
    );
  });
});

describe('what goes to each host', () => {
  const command = list as unknown as CommandDefinition;
  const given = {
    options: {host: 'lb1', 'host-timeout': '5s', rate: true, output: 'wide'} as const,
    words: ['fwmark/1'],
  };

  test('is the command without what is about hosts', () => {
    assert.deepEqual(remoteWords(command, given, 'json'), ['list', '--rate', '--output=json', 'fwmark/1']);
    assert.deepEqual(remoteWords(command, given, undefined, '--dry-run'), [
      'list',
      '--rate',
      '--output=wide',
      '--dry-run',
      'fwmark/1',
    ]);
  });

  test('and what comes back is read, and judged by the worst', () => {
    assert.deepEqual(readDocuments('{"a":1}\n{"a":2}\n').documents, [{a: 1}, {a: 2}]);
    const exact = '{"a":18446744073709551615,"b":1.5,"c":"18446744073709551615"}';
    assert.deepEqual(readDocuments(exact).documents, [{a: 18446744073709551615n, b: 1.5, c: '18446744073709551615'}]);
    assert.match(readDocuments('oops\u001b').problem ?? '', /no JSON: oops\\x1b$/);
    const all = (...statuses: (number | undefined)[]) =>
      worstStatus(
        statuses.map(status => answer('x', {}, {status, state: status === undefined ? 'silent' : 'answered'})),
      );
    assert.deepEqual(
      [all(0, 0), all(0, 1), all(1, undefined), all(4, undefined), all(4, 5, 6), all(6, 130)],
      [0, 1, 3, 4, 6, 130],
    );
    assert.equal(answerWords(answer('lb1', {})), undefined);
    assert.equal(answerWords(answer('lb1', {}, {state: 'down', words: 'off', documents: []})), 'lb1: down: off');
  });
});
