import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readKeepalivedConf} from '../../../src/config/keepalived/read-config.js';
import {wantedInstances} from '../../../src/managers/keepalived/wanted-instances.js';
import {formatAddress} from '../../../src/net/address.js';
import type {WantedInstance} from '../../../src/vrrp/findings/wanted-instance.js';

function wanted(text: string): WantedInstance[] {
  const path = '/etc/keepalived/keepalived.conf';
  const {config} = readKeepalivedConf({path, readFile: file => (file === path ? text : undefined), glob: () => []});
  return wantedInstances(config, 'keepalived');
}

const one = (lines: string, name = 'VI_1', more = '') => `${more}
vrrp_instance ${name} {
  interface eth0
  virtual_router_id 51
  ${lines}
}
`;
const addresses = (text: string) =>
  wanted(text)[0]?.addresses.map(({address, interface: name, isExcluded}) => [
    formatAddress(address),
    name,
    isExcluded,
  ]);
const tracked = (text: string) =>
  wanted(text).map(({tracked: all}) => all.map(({kind, name, weight}) => `${kind} ${name} ${weight}`));

test('an instance as it is by default', () => {
  assert.deepEqual(wanted(one('virtual_ipaddress {\n10.0.0.5/24\n}'))[0], {
    name: 'VI_1',
    daemon: 'keepalived',
    interface: 'eth0',
    virtualRouter: 51,
    family: 'ipv4',
    version: 2,
    priority: 100,
    interval: 1000,
    addresses: [{address: {family: 'ipv4', value: 0x0a000005}, interface: undefined, isExcluded: false}],
    unicastPeers: undefined,
    authentication: {type: 'none'},
    ignoresAddressLists: false,
    preempts: true,
    syncGroup: undefined,
    tracked: [],
  });
});

test('addresses lie on their own interface, and excluded ones are told apart', () => {
  const text = `virtual_ipaddress {\n10.0.0.5 dev eth1\n10.0.0.6 dev eth0\n}\nvirtual_ipaddress_excluded {\nfd00::1\n}`;
  assert.deepEqual(addresses(one(text)), [
    ['10.0.0.5', 'eth1', false],
    ['10.0.0.6', undefined, false],
    ['fd00::1', undefined, true],
  ]);
});

test('with use_vmac they lie on the interface that it makes', () => {
  const list = 'virtual_ipaddress {\n10.0.0.5\n10.0.0.6 dev eth1\n}';
  assert.deepEqual(
    addresses(one(`use_vmac\n${list}`))?.map(([, name]) => name),
    ['vrrp.51', 'eth1'],
  );
  assert.deepEqual(
    addresses(one(`use_vmac mine\n${list}`))?.map(([, name]) => name),
    ['mine', 'eth1'],
  );
});

test('unicast peers, other groups and what else is said', () => {
  const list = 'virtual_ipaddress {\n10.0.0.5\n}';
  const [unicast] = wanted(one(`unicast_peer {\n10.0.0.2\n10.0.0.3\n}\nnopreempt\nskip_check_adv_addr\n${list}`));
  assert.deepEqual(unicast?.unicastPeers?.map(formatAddress), ['10.0.0.2', '10.0.0.3']);
  assert.deepEqual([unicast?.preempts, unicast?.ignoresAddressLists], [false, true]);
  const [other] = wanted(one(list, 'VI_1', 'global_defs {\nvrrp_mcast_group4 224.0.0.99\n}'));
  assert.equal(other?.multicastGroup && formatAddress(other.multicastGroup), '224.0.0.99');
});

test('a password is never shown', () => {
  const [found] = wanted(
    one('authentication {\nauth_type PASS\nauth_pass sesame\n}\nvirtual_ipaddress {\n10.0.0.5\n}'),
  );
  assert.equal(found?.authentication.type, 'password');
  assert.ok(!JSON.stringify(found).includes('sesame'));
});

const files = `track_file a {\nfile /run/a\nweight 2\n}\ntrack_file b {\nfile /run/b\nweight -3\n}\n`;
const member = (name: string) =>
  one(`virtual_ipaddress {\n10.0.0.5\n}\ntrack_file {\na\n}\ntrack_interface {\neth1 weight 10\n}`, name);

test('what is tracked, with its weight', () => {
  assert.deepEqual(tracked(files + member('VI_1')), [['interface eth1 10', 'file a 2']]);
});

test('in a sync group the weights of members do not count, but those of the group do', () => {
  const group = (more: string) => `${files}vrrp_sync_group G {\ngroup {\nVI_1\n}\ntrack_file {\nb\n}\n${more}\n}\n`;
  assert.deepEqual(tracked(group('') + member('VI_1')), [['interface eth1 0', 'file b -3']]); // a, of weight 2, is left out
  assert.deepEqual(tracked(group('sync_group_tracking_weight') + member('VI_1')), [
    ['interface eth1 10', 'file a 2', 'file b -3'],
  ]);
  assert.equal(wanted(group('') + member('VI_1'))[0]?.syncGroup, 'G');
});
