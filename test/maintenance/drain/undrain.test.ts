import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {DestinationConfiguration} from '../../../src/ipvs/destination.js';
import {directRouting, masquerading, plainTunnel} from '../../../src/ipvs/forwarding.js';
import {tcp} from '../../../src/ipvs/protocol.js';
import type {ServiceConfiguration, ServiceId} from '../../../src/ipvs/service.js';
import type {Selection} from '../../../src/maintenance/drain/selection.js';
import {ipv4} from '../../../src/net/address.js';
import {ModelDirector} from './director.js';

const id: ServiceId = {type: 'address', protocol: tcp, address: ipv4(0x0a000001), port: 80};
const service: ServiceConfiguration = {
  id,
  scheduler: 'wlc',
  flags: 0,
  timeout: 0,
  netmask: 0xffffffff,
  persistenceEngine: '',
};
const first = server(0x0a01000b, 3);
const second = server(0x0a01000c, 2);
const firstHost: Selection = {
  type: 'hosts',
  hosts: [{address: first.address, length: 32}],
  port: undefined,
  services: [],
};
const request = {target: '10.1.0.11', selection: firstHost};

function server(address: number, weight: number): DestinationConfiguration {
  return {
    address: ipv4(address),
    port: 80,
    forwarding: masquerading,
    weight,
    upperThreshold: 100,
    lowerThreshold: 50,
    tunnel: plainTunnel,
  };
}

function director(): ModelDirector {
  return new ModelDirector({entries: [{service, destinations: [first, second]}]});
}

const edit = (changed: Partial<DestinationConfiguration>) =>
  ({type: 'edit-server', id, destination: {...first, ...changed}}) as const;
const now = (model: ModelDirector) => model.table.entries()[0]?.destinations[0];

describe('undrain', () => {
  test('keeps a weight that somebody gave it meanwhile, and says both', () => {
    const model = director();
    model.drain(request);
    model.table.apply(edit({weight: 7}));
    const {notes} = model.undrain('10.1.0.11');
    assert.match(
      notes.join(),
      /10\.1\.0\.11:80 of tcp\/10\.0\.0\.1:80 was given weight 7 meanwhile.* had 3: it keeps 7/,
    );
    assert.equal(now(model)?.weight, 7);
  });

  test('restores it all the same when forced, or with a weight of its own', () => {
    for (const [given, weight] of [
      [{isForced: true}, 3],
      [{weight: 9}, 9],
    ] as const) {
      const model = director();
      model.drain(request);
      model.table.apply(edit({weight: 7}));
      model.undrain('10.1.0.11', given);
      assert.equal(now(model)?.weight, weight);
    }
  });

  test('gives the weight back and keeps another forwarding or threshold, and says both', () => {
    const model = director();
    model.drain(request);
    model.table.apply(edit({weight: 0, forwarding: directRouting, upperThreshold: 7}));
    const {notes} = model.undrain('10.1.0.11');
    assert.match(
      notes.join(),
      /was changed meanwhile: direct, thresholds 7 and 50; it was masquerading, thresholds 100 and 50/,
    );
    assert.deepEqual([now(model)?.weight, now(model)?.forwarding, now(model)?.upperThreshold], [3, directRouting, 7]);
  });

  test('says of a server that somebody deleted that it is gone, and adds it only when forced', () => {
    for (const isForced of [false, true]) {
      const model = director();
      model.drain(request);
      model.table.apply({type: 'delete-server', id, destination: first});
      const {notes} = model.undrain('10.1.0.11', {isForced});
      assert.equal(model.table.serversOf(id), isForced ? 2 : 1);
      assert.equal(/somebody deleted it/.test(notes.join()), !isForced);
    }
  });

  test('takes what its owner is configured with, where that has changed since, and says both', () => {
    const model = director();
    const owned = (configuredWeight: number) => () => ({
      owner: 'keepalived',
      configuredWeight,
      isFallback: false,
      way: {type: 'watch'} as const,
      warnings: [],
    });
    model.ownershipOf = owned(3);
    const plan = model.drain(request);
    assert.match(plan.notes.join(), /keepalived may put the weight back/);
    model.ownershipOf = owned(5);
    const {notes} = model.undrain('10.1.0.11');
    assert.match(notes.join(), /had weight 3; keepalived is configured with 5 since, which it gets/);
    assert.equal(now(model)?.weight, 5);
  });

  test('of a drain that died while it was begun finds it half done', () => {
    const model = director();
    const {record} = model.plan(request);
    model.put(record);
    assert.deepEqual(model.undrain('10.1.0.11').changes, []);
  });

  test('of a drain that died in its slow start goes on', () => {
    const model = director();
    model.drain(request);
    model.put({...model.record('10.1.0.11'), stage: 'restoring'});
    model.table.apply(edit({weight: 1}));
    model.undrain('10.1.0.11');
    assert.equal(now(model)?.weight, 3);
  });

  test('after a reboot leaves what somebody made since, and restores a weight of 0 that was saved', () => {
    for (const [weight, after] of [
      [8, 8],
      [0, 3],
    ] as const) {
      const model = director();
      model.drain(request);
      model.boot = 'second';
      model.table.apply(edit({weight}));
      assert.deepEqual(model.undrain('10.1.0.11').notes, []);
      assert.equal(now(model)?.weight, after);
    }
  });
});

describe('a drain that goes on', () => {
  test('remembers what there was before the first one, since when, and by whom', () => {
    const model = director();
    model.drain({...request, reason: 'disk'});
    model.now = 5000;
    const {record, notes, changes} = model.drain({...request, user: 'bob'});
    assert.deepEqual([record.since, record.user, record.reason], [1000, 'alice', 'disk']);
    assert.match(notes.join(), /the drain 10\.1\.0\.11 by alice \(disk\) goes on/);
    assert.deepEqual(changes, []);
    model.undrain('10.1.0.11');
    assert.equal(now(model)?.weight, 3);
  });

  test('after a reboot takes the weights of the table that was made since', () => {
    const model = director();
    model.drain(request);
    model.boot = 'second';
    model.table.apply(edit({weight: 8}));
    assert.match(model.drain(request).notes.join(), /was suspended by a reboot, and goes on/);
    assert.equal(now(model)?.weight, 0);
    model.undrain('10.1.0.11');
    assert.equal(now(model)?.weight, 8);
  });

  test('of a server whose weight was 0 already says what undrain will do', () => {
    const model = director();
    model.table.apply(edit({weight: 0}));
    assert.match(model.drain(request).notes.join(), /has weight 0 already, not by a drain: undrain leaves it so/);
  });
});

describe('a way that quiesces others too', () => {
  const shared = {type: 'file', path: '/etc/keepalived/web', value: '-2147483647', undo: '0'} as const;
  const ownershipOf = (one: DestinationConfiguration) => ({
    owner: 'keepalived',
    configuredWeight: undefined,
    isFallback: false,
    way: {type: 'watch'} as const,
    sharedWay: {way: shared, others: [{service: id, destination: one.port === 80 ? second : first}]},
    warnings: [],
  });

  test('is taken only where those are drained as well, and is kept when the drain goes on', () => {
    const model = director();
    model.ownershipOf = ownershipOf;
    assert.deepEqual(model.plan(request).record.destinations[0]?.way, {type: 'watch'});
    const both: Selection = {
      type: 'hosts',
      hosts: [{address: first.address, length: 24}],
      port: undefined,
      services: [],
    };
    const plan = model.drain({target: 'rack', selection: both});
    assert.deepEqual(
      plan.record.destinations.map(({way}) => way),
      [shared, shared],
    );
    assert.ok(!plan.notes.join().includes('may put the weight back'));
    model.ownershipOf = one => ({...ownershipOf(one), sharedWay: {way: {...shared, undo: shared.value}, others: []}});
    assert.deepEqual(
      model.plan({target: 'rack', selection: both}).record.destinations.map(({way}) => way),
      [shared, shared],
    );
  });
});
