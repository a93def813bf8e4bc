import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readHeartbeat} from '../../../src/config/heartbeat/read-heartbeat.js';
import {type ClusterStatus, parseNodes, parseResources} from '../../../src/managers/heartbeat/cluster-status.js';
import {planStandby} from '../../../src/managers/heartbeat/plan-standby.js';
import {type HeartbeatKnowledge, viewGroups} from '../../../src/managers/heartbeat/view-groups.js';
import {parseAddress} from '../../../src/net/address.js';
import type {Link, NetworkState} from '../../../src/vrrp/ports.js';

const now = 1_700_000_000_000;

const answer = `version:	3.0.6 (node: 958e11be8686759f1b99204c17812f2c2633b169)
managed by:	"haresources"

router	active	(nodetype: ping)
	router	up

lvs2	active	(nodetype: normal)
	eth1	dead
	eth0	up

lvs1	active	(nodetype: normal)
	eth0	up
`;

function configuration(failback = 'off') {
  const haCf = `bcast eth0\nnode lvs1 lvs2\nauto_failback ${failback}\n`;
  const haresources = 'lvs1 10.0.0.100/24 httpd\nlvs2 10.0.0.101\nlvs1 drbd\n';
  return readHeartbeat({folder: '', haCf, haresources, authkeys: undefined}, 'lvs1');
}

function network(...addresses: readonly string[]): NetworkState {
  return {
    links: [{index: 2, name: 'eth0'} as Link],
    addresses: addresses.map(text => ({
      interface: 2,
      address: parseAddress(text)!,
      prefixLength: 24,
      peer: undefined,
      broadcast: undefined,
      label: undefined,
      scope: 0,
      flags: [],
      protocol: undefined,
    })),
  };
}

function asked(resources: string, at = now): ClusterStatus {
  return {at, resources: parseResources(resources), nodes: parseNodes(answer)};
}

const known = (more: Partial<HeartbeatKnowledge>): HeartbeatKnowledge => ({
  configuration: configuration(),
  host: 'lvs1',
  isRunning: true,
  network: network('10.0.0.1', '10.0.0.100'),
  status: undefined,
  ...more,
});

const states = (knowledge: HeartbeatKnowledge) =>
  viewGroups(knowledge, now).map(({state, confidence, isStale}) => `${state} ${confidence}${isStale ? ' stale' : ''}`);

test('the answer of cl_status is nodes with their links', () =>
  assert.deepEqual(
    parseNodes(answer).map(({name, status, type, links}) => [name, status, type, links.length]),
    [
      ['router', 'active', 'ping', 1],
      ['lvs2', 'active', 'normal', 2],
      ['lvs1', 'active', 'normal', 1],
    ],
  ));

describe('a group of resources is', () => {
  for (const [what, more, expected] of [
    [
      'where its addresses are; unknown where it has none',
      {},
      ['master likely', 'backup likely', 'unknown unconfirmed'],
    ],
    [
      'confirmed by heartbeat, and known by it where it has no addresses',
      {status: asked('local')},
      ['master confirmed', 'backup confirmed', 'master confirmed'],
    ],
    [
      'suspected where heartbeat says otherwise',
      {status: asked('foreign')},
      ['master suspected', 'backup suspected', 'backup confirmed'],
    ],
    [
      'not judged by what heartbeat said long ago, or while resources move',
      {status: asked('foreign', now - 6000)},
      ['master likely', 'backup likely', 'unknown unconfirmed'],
    ],
    [
      'not judged by heartbeat with auto_failback legacy, where it always says none',
      {status: asked('none'), configuration: configuration('legacy')},
      ['master likely', 'backup likely', 'unknown unconfirmed'],
    ],
    [
      'stale where its addresses are and no heartbeat runs',
      {isRunning: false},
      ['master likely stale', 'init confirmed', 'init confirmed'],
    ],
  ] as const) {
    test(what, () => assert.deepEqual(states(known(more)), expected));
  }

  test('on the interface whose network its address is of', () => {
    const views = viewGroups(known({}), now);
    assert.deepEqual(
      views.map(({identity}) => [identity.name, identity.interface, identity.virtualRouter]),
      [
        ['10.0.0.100', 'eth0', 0],
        ['10.0.0.101', 'eth0', 0],
        ['drbd', '', 0],
      ],
    );
  });
});

describe('a switch', () => {
  const plan = (
    target: string,
    more: Partial<Parameters<typeof planStandby>[0]> = {},
    to: 'backup' | 'master' = 'backup',
  ) => {
    const status = asked('local');
    const {hasPacemaker, autoFailback, groups} = configuration();
    const views = viewGroups(known({status}), now);
    const situation = {host: 'lvs1', isRunning: true, failure: undefined, program: '/usr/share/heartbeat/hb', ...more};
    return planStandby(
      {hasPacemaker, autoFailback, groups, views, status, ...situation},
      {target, to, via: 'auto', file: undefined, hold: undefined, owner: undefined, reason: undefined},
    );
  };
  const codes = (...values: Parameters<typeof plan>) => plan(...values).plan.objections.map(({code}) => code);

  test('moves all groups of the same set, and says so', () => {
    const {set, plan: made} = plan('10.0.0.100');
    assert.equal(set, 'local');
    assert.deepEqual(
      made.instances.map(({name}) => name),
      ['10.0.0.100', 'drbd'],
    );
    assert.ok(made.way.sideEffects.some(words => words.includes('moves drbd too')));
    assert.deepEqual(made.evidence.map(({words}) => words)[0], 'lvs2 says that it is active, and is heard on eth0');
    assert.deepEqual(made.objections, []);
  });

  test('is refused where nobody would take over, whatever --force says', () => {
    const alone = {...asked('local'), nodes: parseNodes(answer.replace('lvs2	active', 'lvs2	dead'))};
    assert.deepEqual(codes('heartbeat', {status: alone}), ['no-standby']);
    const mute = {...asked('local'), nodes: parseNodes(answer.replace('	eth0	up\n\nlvs1', '	eth0	dead\n\nlvs1'))};
    assert.deepEqual(codes('heartbeat', {status: mute}), ['no-standby']);
    assert.ok(plan('heartbeat', {status: alone}).plan.objections.every(({isForceable}) => !isForceable));
  });

  test('is refused where heartbeat would ignore it, or is busy, or is not there', () => {
    assert.deepEqual(codes('10.0.0.100', {autoFailback: 'legacy'}), ['legacy-failback']);
    assert.deepEqual(codes('10.0.0.100', {status: asked('transition')}), ['in-transition']);
    assert.deepEqual(codes('10.0.0.100', {isRunning: false, status: undefined}), ['no-daemon']);
    assert.deepEqual(codes('10.0.0.100', {status: undefined, failure: 'no answer'}), ['no-answer']);
    assert.deepEqual(codes('10.0.0.100', {program: undefined}), ['no-program']);
    assert.deepEqual(codes('10.0.0.100', {hasPacemaker: true}), ['pacemaker']);
    assert.deepEqual(codes('10.0.0.101', {}), ['not-master']);
    assert.deepEqual(codes('10.0.0.100', {}, 'master'), ['is-master']);
    const three = {...asked('local'), nodes: parseNodes(`${answer}\nlvs3	active	(nodetype: normal)\n	eth0	up\n`)};
    assert.deepEqual(codes('10.0.0.100', {status: three}), ['too-many-nodes']);
  });
});
