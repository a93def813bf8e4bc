import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inspect} from 'node:util';
import {formatAddress} from '../../../src/net/address.js';
import {readNamed, readText} from './corpus.js';

const instance = (body: string, globals = '') => {
  const {config, problems} = readText(
    `${globals}\nvrrp_instance V {\ninterface eth0\nvirtual_router_id 5\n${body}\n}\n`,
  );
  return {...(config.vrrp.instances[0] as NonNullable<(typeof config.vrrp.instances)[number]>), problems};
};
const oneAddress = 'virtual_ipaddress { 10.0.0.100/24 dev eth1 label eth1:v }';

test('an instance is as keepalived takes it to be', () => {
  const one = instance(`${oneAddress}\npriority 150\nadvert_int 0.25\nversion 3\nnopreempt\n`);
  assert.deepEqual(
    [
      one.virtualRouterId,
      one.priority,
      one.version,
      one.family,
      one.advertInterval,
      one.state,
      one.preempts,
      one.accepts,
    ],
    [5, 150, 3, 'ipv4', 250, 'backup', false, true],
  );
  const [address] = one.addresses;
  assert.deepEqual([address?.interface, address?.label, address?.prefixLength], ['eth1', 'eth1:v', 24]);
  assert.deepEqual(one.problems, []);
});

test('priority and state follow one another', () => {
  assert.equal(instance(oneAddress).priority, 100);
  assert.equal(instance(`${oneAddress}\nstate MASTER`).priority, 255);
  assert.equal(instance(`${oneAddress}\npriority 255`).state, 'master');
  assert.equal(instance(`${oneAddress}\npriority 999`).priority, 100);
});

test('IPv6 is VRRP 3, and intervals are rounded as VRRP can say them', () => {
  assert.equal(instance('virtual_ipaddress { fe80::1 }').version, 3);
  assert.equal(instance(`${oneAddress}\nadvert_int 1.5`).advertInterval, 2000);
  assert.equal(instance(`${oneAddress}\nversion 3\nadvert_int 100`).advertInterval, 40_950);
});

test('what global_defs says counts for all', () => {
  const one = instance(oneAddress, 'global_defs {\nvrrp_version 3\nvrrp_strict\nvrrp_down_timer_adverts 5\n}');
  assert.deepEqual([one.version, one.isStrict, one.accepts, one.answersLowerPriority], [3, true, false, false]);
});

test('unicast is unicast only with peers', () => {
  const one = instance(`${oneAddress}\nunicast_src_ip 10.0.0.2\nunicast_peer {\n10.0.0.3 min_ttl 250\n}`);
  assert.ok(one.isUnicast);
  assert.deepEqual(
    one.unicastPeers.map(({address, leastTtl}) => [formatAddress(address), leastTtl]),
    [['10.0.0.3', 250]],
  );
  assert.equal(instance(`${oneAddress}\nunicast_src_ip 10.0.0.2`).isUnicast, false);
});

test('a password is never printed', () => {
  const reading = readText(
    `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\n${oneAddress}\nauthentication {\nauth_type PASS\nauth_pass geheimnis99\n}\n}\nSSL {\npassword geheimer\n}`,
  );
  const {config, problems} = reading;
  assert.ok(config.vrrp.instances[0]?.authentication);
  assert.equal(config.lvs.tls?.password?.reveal(), 'geheimer');
  for (const text of [
    inspect({config, problems}, {depth: 20, showHidden: true}),
    JSON.stringify({config, problems}),
    `${config.lvs.tls?.password}`,
  ])
    assert.ok(!/geheim/.test(text), text);
});

test('tracking has the weights of what is tracked, unless it says otherwise', () => {
  const globals = 'track_file a {\nfile /a\nweight 3 reverse\n}\nvrrp_script s {\nscript /bin/true\nweight -7\n}';
  const {tracking} = instance(
    `${oneAddress}\ntrack_file {\na\n}\ntrack_script {\ns weight 9\n}\ntrack_interface {\neth2\n}`,
    globals,
  );
  assert.deepEqual(
    tracking.file.map(({name, weight, isReversed}) => [name, weight, isReversed]),
    [['a', 3, true]],
  );
  assert.deepEqual(
    tracking.script.map(({weight}) => weight),
    [9],
  );
  assert.deepEqual(
    tracking.interface.map(({name, weight}) => [name, weight]),
    [['eth2', 0]],
  );
});

test('scripts are words, and users, and nothing runs', () => {
  const {notify} = instance(`${oneAddress}\nnotify_master "/bin/x 'a b' c" nobody nogroup\nnotify /bin/y`);
  assert.deepEqual(notify.master, {words: ['/bin/x', 'a b', 'c'], user: 'nobody', group: 'nogroup'});
  assert.deepEqual(notify.any, {words: ['/bin/y']});
});

test('groups know their members, and members their group', () => {
  const {config} = readNamed('accepted/sync-group.conf');
  const [group] = config.vrrp.syncGroups;
  assert.deepEqual(group?.members, ['VI_1', 'VI_2']);
  assert.deepEqual(
    config.vrrp.instances.map(({syncGroup}) => syncGroup),
    ['G1', 'G1'],
  );
  assert.equal(config.vrrp.trackProcesses[0]?.match, 'partial');
  assert.deepEqual(config.vrrp.trackFiles[0]?.init, {value: 0, overwrites: true});
  assert.equal(config.bfd[0]?.name, 'b1');
});

test('global definitions', () => {
  const {globals} = readNamed('accepted/pair-with-everything.conf').config;
  assert.deepEqual(
    [globals.routerId, globals.vrrpVersion, globals.hasScriptSecurity, globals.scriptUser],
    ['director1', 3, true, 'root'],
  );
  assert.equal(globals.fifos.all?.path, '/run/lvsctl/ka.fifo');
  assert.deepEqual(globals.notificationEmails, ['admin@example.com', 'oncall@example.com']);
  assert.equal(globals.reloadCheck, '/run/lvsctl/reload.log');
});
