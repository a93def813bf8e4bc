import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {
  type GroupSettings,
  noNotify,
  noTracking,
  type RouterSettings,
  type Tracked,
} from '../../../src/vrrp/router/configuration.js';
import {effectiveCircumstances, type RouterFacts} from '../../../src/vrrp/router/effective-circumstances.js';

const address = (text: string) => parseAddress(text) as Address;

const settings: RouterSettings = {
  name: 'VI_1',
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
  addresses: [],
  excluded: [],
  accepts: true,
  authentication: {type: 'none'},
  checksums: [],
  unicast: undefined,
  multicastGroup: undefined,
  ignoresAddressLists: false,
  source: undefined,
  copies: {master: 5, refresh: 1, rival: 5},
  tracking: noTracking,
  notify: noNotify,
};

const facts: RouterFacts = {
  links: new Map([
    ['eth0', {isRunning: true}],
    ['eth1', {isRunning: true}],
    ['eth2', {isRunning: false}],
  ]),
  values: {
    scripts: {good: true, bad: false},
    files: {zero: 0, one: 1, minus: -1, large: 300},
    processes: {good: true, bad: false},
  },
  hold: undefined,
  address: address('10.0.0.1'),
};

const group: GroupSettings = {name: 'G', members: ['VI_1', 'VI_2'], tracking: noTracking, notify: noNotify};

const tracked = (name: string, weight = 0, isReversed = false): Tracked => ({name, weight, isReversed});
const tracking = (kinds: Partial<RouterSettings['tracking']>) => ({...settings, tracking: {...noTracking, ...kinds}});
const faultsOf = (one: RouterSettings, of = facts, within?: GroupSettings) =>
  effectiveCircumstances(one, within, of).circumstances.faults;
const priorityOf = (one: RouterSettings, within?: GroupSettings) =>
  effectiveCircumstances(one, within, facts).circumstances.priority;

test('where nothing is tracked, its priority is as configured, and address and hold are as they are', () => {
  assert.deepEqual(effectiveCircumstances(settings, undefined, {...facts, hold: 'backup'}), {
    circumstances: {address: facts.address, priority: 100, faults: [], hold: 'backup'},
    adjustments: [],
  });
});

test('its own link is needed, and an address there to send from', () => {
  assert.deepEqual(faultsOf({...settings, interface: 'eth2'}), ['link eth2 is down']);
  assert.deepEqual(faultsOf({...settings, interface: 'eth3'}), ['link eth3 is missing']);
  const without = {...facts, address: undefined};
  assert.deepEqual(faultsOf(settings, without), ['link eth0 has no IPv4 address to send from']);
  assert.deepEqual(faultsOf({...settings, family: 'ipv6'}, without), [
    'link eth0 has no link-local IPv6 address to send from',
  ]);
  assert.deepEqual(faultsOf({...settings, source: address('10.0.0.9')}, without), [
    'this host has no address 10.0.0.9 to send from',
  ]);
});

test('with weight 0, whatever fails is a fault', () => {
  const all = tracking({
    interfaces: [tracked('eth1'), tracked('eth2'), tracked('eth3')],
    scripts: [tracked('good'), tracked('bad')],
    files: [tracked('zero'), tracked('one'), tracked('minus')],
    processes: [tracked('good'), tracked('bad')],
  });
  assert.deepEqual(faultsOf(all), [
    'link eth2 is down',
    'link eth3 is missing',
    'script bad fails',
    'file one is 1',
    'file minus is -1',
    'process bad does not run as it should',
  ]);
  assert.equal(priorityOf(all), 100);
});

test('reversed, good is bad', () => {
  const all = tracking({
    interfaces: [tracked('eth1', 0, true), tracked('eth2', 0, true)],
    scripts: [tracked('good', 0, true), tracked('bad', 0, true)],
    files: [tracked('zero', 0, true), tracked('one', 0, true)],
    processes: [tracked('good', 0, true), tracked('bad', 0, true)],
  });
  assert.deepEqual(faultsOf(all), [
    'link eth1 is up',
    'script good succeeds',
    'file zero is 0',
    'process good runs as it should',
  ]);
  const weighted = tracking({
    scripts: [tracked('good', 10, true), tracked('bad', 3, true), tracked('good', -20, true)],
  });
  assert.equal(priorityOf(weighted), 83);
});

test('what is not known yet is bad, reversed or not', () => {
  const all = (weight: number) =>
    tracking({
      scripts: [tracked('new', weight), tracked('constructor', weight, true)],
      files: [tracked('new', weight), tracked('toString', weight, true)],
      processes: [tracked('new', weight), tracked('valueOf', weight, true)],
    });
  assert.deepEqual(faultsOf(all(0)), [
    'script new is not known yet',
    'script constructor is not known yet',
    'file new has not been read yet',
    'file toString has not been read yet',
    'process new is not known yet',
    'process valueOf is not known yet',
  ]);
  assert.equal(priorityOf(all(10)), 100);
  assert.equal(priorityOf(all(-10)), 60);
});

test('a positive weight counts while it is good, a negative one while it is bad', () => {
  const all = tracking({
    interfaces: [tracked('eth1', 1), tracked('eth1', -1), tracked('eth2', 2), tracked('eth2', -2)],
    scripts: [tracked('good', 4), tracked('good', -4), tracked('bad', 8), tracked('bad', -8)],
    processes: [tracked('good', 16), tracked('bad', -32)],
  });
  assert.deepEqual(effectiveCircumstances(all, undefined, facts), {
    circumstances: {address: facts.address, priority: 100 + 1 - 2 + 4 - 8 + 16 - 32, faults: [], hold: undefined},
    adjustments: [
      {by: 'link eth1 is up', amount: 1},
      {by: 'link eth2 is down', amount: -2},
      {by: 'script good succeeds', amount: 4},
      {by: 'script bad fails', amount: -8},
      {by: 'process good runs as it should', amount: 16},
      {by: 'process bad does not run as it should', amount: -32},
    ],
  });
});

test('the number in a file times its weight is added', () => {
  assert.equal(priorityOf(tracking({files: [tracked('one', 7), tracked('zero', 50)]})), 107);
  assert.equal(priorityOf(tracking({files: [tracked('minus', 7), tracked('one', 3, true)]})), 90);
  assert.equal(priorityOf(tracking({files: [tracked('large', 1), tracked('minus', 100)]})), 253);
  assert.deepEqual(faultsOf(tracking({files: [tracked('large', -1)]})), ['file large is 300']);
  assert.deepEqual(faultsOf(tracking({files: [tracked('one', -253), tracked('minus', 253)]})), []);
});

test('the sum stays within 1 and 254', () => {
  assert.equal(priorityOf(tracking({scripts: [tracked('bad', -253)]})), 1);
  assert.equal(priorityOf(tracking({scripts: [tracked('good', 253)]})), 254);
  assert.equal(priorityOf(tracking({scripts: [tracked('good', 253), tracked('bad', -153)]})), 200);
});

test('an owner of the addresses has no weights, but faults', () => {
  const owner = {
    ...tracking({
      scripts: [tracked('bad', -100)],
      files: [tracked('large', -1)],
      interfaces: [tracked('eth2')],
    }),
    priority: 255,
  };
  assert.deepEqual(effectiveCircumstances(owner, undefined, facts), {
    circumstances: {address: facts.address, priority: 255, faults: ['link eth2 is down'], hold: undefined},
    adjustments: [],
  });
});

test('in a sync group a weighted thing of a member is a fault, and the weights of the group count', () => {
  const member = tracking({scripts: [tracked('bad', -10), tracked('good', 10)], files: [tracked('one', 5)]});
  assert.deepEqual(faultsOf(member, facts, group), ['script bad fails', 'file one is 1']);
  const whole = {...group, tracking: {...noTracking, scripts: [tracked('bad', -10), tracked('good', 5)]}};
  assert.deepEqual(effectiveCircumstances(settings, whole, facts), {
    circumstances: {address: facts.address, priority: 95, faults: [], hold: undefined},
    adjustments: [
      {by: 'script bad fails', amount: -10},
      {by: 'script good succeeds', amount: 5},
    ],
  });
  const both = tracking({interfaces: [tracked('eth2', -5)]});
  assert.deepEqual(faultsOf(both, facts, {...group, tracking: {...noTracking, interfaces: [tracked('eth2')]}}), [
    'link eth2 is down',
  ]);
});

test('its own link is tracked once', () => {
  const down = {...tracking({interfaces: [tracked('eth2', -5), tracked('eth2')]}), interface: 'eth2'};
  assert.deepEqual(effectiveCircumstances(down, undefined, facts), {
    circumstances: {address: facts.address, priority: 100, faults: ['link eth2 is down'], hold: undefined},
    adjustments: [],
  });
});
