import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {formatHeartbeatProblem} from '../../../src/config/heartbeat/problem.js';
import {readAuthkeys} from '../../../src/config/heartbeat/read-authkeys.js';
import {readHaCf} from '../../../src/config/heartbeat/read-ha-cf.js';
import {readHaresources} from '../../../src/config/heartbeat/read-haresources.js';
import {readHeartbeat} from '../../../src/config/heartbeat/read-heartbeat.js';
import {formatAddress} from '../../../src/net/address.js';

describe('ha.cf', () => {
  test('tells nodes, media, times and what happens when a node comes back', () => {
    const {problems, ...rest} = readHaCf(
      `use_logd yes
keepalive 500ms # often
deadtime 5
initdead 60
bcast eth1 eth2
mcast eth0 239.0.0.1 694 1 0
ucast eth0 10.0.0.2
serial /dev/ttyS0
ping 10.0.0.254
auto_failback on
node LVS1
node lvs2
`,
      'ha.cf',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rest, {
      nodes: ['lvs1', 'lvs2'],
      media: [
        {kind: 'bcast', device: 'eth1'},
        {kind: 'bcast', device: 'eth2'},
        {kind: 'mcast', device: 'eth0', to: '239.0.0.1'},
        {kind: 'ucast', device: 'eth0', to: '10.0.0.2'},
        {kind: 'serial', device: '/dev/ttyS0'},
      ],
      keepalive: 500,
      deadtime: 5000,
      initdead: 60_000,
      autoFailback: 'on',
      autojoin: 'none',
      hasPacemaker: false,
    });
  });

  test('has its problems where they are', () => {
    const {problems} = readHaCf(
      'bcast eth0\nnode a b\nauto_failback off\n  nonsense 1\nwarntime  soon\n',
      '/etc/ha.d/ha.cf',
    );
    assert.deepEqual(problems.map(formatHeartbeatProblem), [
      '/etc/ha.d/ha.cf:4:3: there is no directive "nonsense"; heartbeat does not start',
      '/etc/ha.d/ha.cf:5:11: "soon" is not a time such as 2, 1.7 or 1500ms; heartbeat does not start',
    ]);
  });

  test('with Pacemaker leaves haresources alone', () => {
    const texts = {
      folder: '',
      haCf: 'bcast eth0\nnode a\npacemaker respawn\n',
      haresources: 'x 10.0.0.1',
      authkeys: undefined,
    };
    const {hasPacemaker, groups, problems} = readHeartbeat(texts, 'a');
    assert.deepEqual([hasPacemaker, groups, problems], [true, [], []]);
  });
});

describe('haresources', () => {
  const read = (text: string) => readHaresources(text, 'haresources', ['lvs1', 'lvs2']);

  test('is groups, each with its node, its scripts and its addresses', () => {
    const {groups, problems} = read(
      'LVS1 10.0.0.100 \\\n  IPaddr2::10.0.0.101/24/eth0:0/10.0.0.255 ldirectord::/etc/ha.d/ldirectord.cf\nlvs2 httpd\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      groups.map(({name, key, node, resources}) => [name, key, node, resources.map(({script}) => script).join()]),
      [
        ['10.0.0.100', '10.0.0.100', 'lvs1', 'IPaddr,IPaddr2,ldirectord'],
        ['httpd', 'httpd', 'lvs2', 'httpd'],
      ],
    );
    assert.deepEqual(
      groups[0]?.addresses.map(({address, ...rest}) => [formatAddress(address), rest]),
      [
        ['10.0.0.100', {prefixLength: undefined, interface: undefined}],
        ['10.0.0.101', {prefixLength: 24, interface: 'eth0'}],
      ],
    );
  });

  for (const [word, expected] of [
    ['IPaddr::10.0.0.1/255.255.255.0/eth1', ['10.0.0.1', 24, 'eth1']],
    ['IPaddr2::10.0.0.1/25/10.0.0.127', ['10.0.0.1', 25, undefined]],
    ['10.0.0.1/16', ['10.0.0.1', 16, undefined]],
    ['IPv6addr::2001:db8::1/64/eth0', ['2001:db8::1', 64, 'eth0']],
  ] as const) {
    test(`${word} is an address`, () => {
      const [group] = read(`lvs1 ${word}\n`).groups;
      const [found] = group?.addresses ?? [];
      assert.deepEqual([found && formatAddress(found.address), found?.prefixLength, found?.interface], expected);
    });
  }

  test('tells of groups that heartbeat cannot tell apart, of strangers and of what is no address', () => {
    const {problems} = read('lvs1 httpd\nlvs2 httpd\nlvs3 10.0.0.1\nlvs1 IPaddr2::x\nlvs1\n');
    assert.deepEqual(
      problems.map(({line, column, severity}) => [line, column, severity]),
      [
        [2, 6, 'warning'],
        [3, 1, 'refused'],
        [4, 6, 'warning'],
        [5, 1, 'warning'],
      ],
    );
  });
});

test('of authkeys nothing is kept but the method', () => {
  const keys = readAuthkeys(
    'auth 2\n1 md5 first-secret\n2 sha1 second-secret\n3 sha9 third-secret\nfourth-secret\n',
    'authkeys',
  );
  assert.equal(keys.method, 'sha1');
  assert.equal(keys.problems.length, 2);
  assert.doesNotMatch(JSON.stringify(keys), /-secret/);
});

test('no text makes the readers fail', () => {
  const words = fc.constantFrom(
    'node',
    'auth',
    '1',
    'bcast',
    'a',
    '::',
    'IPaddr2::10.0.0.1/24',
    '\\',
    '#',
    '\n',
    ' ',
    '/',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words, {maxLength: 40}).map(all => all.join(' ')),
  );
  fc.assert(
    fc.property(text, text, text, (haCf, haresources, authkeys) => {
      readHeartbeat({folder: '', haCf, haresources, authkeys}, 'a');
    }),
    {numRuns: 2000},
  );
});
