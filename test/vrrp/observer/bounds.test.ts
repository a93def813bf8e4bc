import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {ipv4} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {assess} from '../../../src/vrrp/findings/assess.js';
import {advertisementGroups} from '../../../src/vrrp/multicast.js';
import type {DaemonFacts} from '../../../src/vrrp/observer/daemons.js';
import {parseFifoLine} from '../../../src/vrrp/observer/fifo-line.js';
import {limits} from '../../../src/vrrp/observer/limits.js';
import {newObservation, type Observation} from '../../../src/vrrp/observer/observation.js';
import type {ObserverEvent} from '../../../src/vrrp/observer/observer-event.js';
import {observerDeadline, stepObserver} from '../../../src/vrrp/observer/step-observer.js';
import type {NetworkEvent} from '../../../src/vrrp/ports.js';
import {rejections, type RejectionCode} from '../../../src/vrrp/rejection.js';
import {interfaceAddress, link, wantedInstance} from './scene.js';

const few = (most: number) => fc.integer({min: 0, max: most});
const names = fc.constantFrom('eth0', 'eth1', 'lo');
const indexes = fc.integer({min: 1, max: 3});
const family = fc.constantFrom('ipv4' as const, 'ipv6' as const);
const address = fc.oneof(few(5), fc.integer({min: 0, max: 0xffffffff})).map(value => ipv4(0x0a000000 + value));

const advertisement: fc.Arbitrary<ObserverEvent> = fc.record({
  type: fc.constant('advertisement' as const),
  interface: indexes,
  source: address,
  destination: fc.oneof(fc.constant(advertisementGroups.ipv4), address),
  hasTrailer: fc.boolean(),
  advertisement: fc.record({
    version: fc.constant(3 as const),
    checksum: fc.constant('pseudo-header' as const),
    virtualRouter: fc.integer({min: 1, max: 3}),
    priority: fc.constantFrom(0, 50, 100, 255),
    interval: fc.constantFrom(10, 1000, 40_950),
    addresses: fc.array(address, {maxLength: 3}),
  }),
});

const networkEvent: fc.Arbitrary<NetworkEvent> = fc.oneof(
  fc.constant({type: 'gap' as const}),
  fc.record({
    type: fc.constantFrom('link-appeared' as const, 'link-changed' as const, 'link-gone' as const),
    link: fc.tuple(names, fc.boolean()).map(([name, isRunning]) => link(name, isRunning)),
  }),
  fc.record({
    type: fc.constantFrom('address-added' as const, 'address-changed' as const, 'address-removed' as const),
    address: fc.tuple(names, few(5)).map(([name, i]) => interfaceAddress(name, `10.0.0.${i}`)),
  }),
  fc.array(names).map(list => ({
    type: 'snapshot' as const,
    state: {links: list.map(name => link(name, true)), addresses: list.map(name => interfaceAddress(name, '10.0.0.1'))},
  })),
);

const facts: fc.Arbitrary<DaemonFacts> = fc.oneof(
  fc.record({state: fc.constant('running' as const), pid: few(2), startedAt: fc.constantFrom(undefined, 0, 1e6)}),
  fc.record({state: fc.constant('stopped' as const), pid: few(2)}),
  fc.constant({state: 'gone' as const}),
);

const anyEvent: fc.Arbitrary<ObserverEvent> = fc.oneof(
  {weight: 6, arbitrary: advertisement},
  {weight: 3, arbitrary: networkEvent.map(event => ({type: 'network' as const, event}))},
  fc.record({
    type: fc.constant('rejection' as const),
    interface: indexes,
    family,
    code: fc.constantFrom(...(Object.keys(rejections) as RejectionCode[])),
  }),
  fc.record({type: fc.constant('carp' as const), interface: indexes, family, virtualHost: few(255)}),
  fc.record({
    type: fc.constant('claim' as const),
    interface: indexes,
    address,
    mac: few(5).map(mac),
    isAnswer: fc.boolean(),
  }),
  fc.record({type: fc.constant('listening' as const), interface: indexes, family, isListening: fc.boolean()}),
  fc.record({type: fc.constant('daemon' as const), name: fc.constant('keepalived'), facts}),
  fc.record({
    type: fc.constant('fifo' as const),
    line: fc
      .constantFrom(
        'INSTANCE "VI" MASTER 100',
        'INSTANCE "VI" BACKUP_PRIORITY 1',
        'GROUP "G" FAULT 0',
        'INSTANCE "VI" MASTER_RX_LOWER_PRI 1',
      )
      .map(parseFifoLine),
    isBacklog: fc.boolean(),
  }),
  {weight: 2, arbitrary: fc.constant({type: 'clock' as const})},
);

/** Mostly forward, sometimes far, sometimes back. */
const anyDelay = fc.oneof(
  {weight: 8, arbitrary: fc.double({min: 0, max: 3000, noNaN: true})},
  fc.integer({min: 0, max: 4_000_000}),
  fc.integer({min: -2_000_000, max: 0}),
  fc.constant(Number.NaN),
);

test('whatever arrives: no crash, what is kept is counted and bounded, and deadlines do not stay in the past', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, anyDelay), {maxLength: 200, size: 'max'}), events => {
      let observation = newObservation(1e12);
      let now = 1e12;
      for (const [event, delay] of events) {
        now = Number.isNaN(delay) ? now : now + delay;
        [observation] = stepObserver(observation, event, Number.isNaN(delay) ? delay : now);
        assertBounded(observation);
        assert.ok(Number.isFinite(observation.now));
      }
      assess({observation, wanted: [wantedInstance('VI'), wantedInstance('VJ')]}, observation.now);
      // a driver that arms a timer comes to rest: everybody falls silent, then is forgotten
      let clocks = 0;
      for (let at = observerDeadline(observation); at < Number.POSITIVE_INFINITY; at = observerDeadline(observation)) {
        [observation] = stepObserver(observation, {type: 'clock'}, Math.max(at, observation.now));
        assert.ok(observerDeadline(observation) > observation.now);
        assert.ok(++clocks < 1000);
      }
      assert.equal(observation.speakers, 0);
      for (const {routers} of observation.segments.values()) assert.equal(routers.size, 0);
    }),
    {numRuns: 300},
  );
});

test('a flood of made-up speakers: those that are there stay, the rest is counted', () => {
  let observation = newObservation(0);
  const hear = (interfaceIndex: number, virtualRouter: number, source: number, now: number) => {
    [observation] = stepObserver(
      observation,
      {
        type: 'advertisement',
        interface: interfaceIndex,
        source: ipv4(source),
        destination: advertisementGroups.ipv4,
        hasTrailer: false,
        advertisement: {
          version: 3,
          checksum: 'pseudo-header',
          virtualRouter,
          priority: 100,
          interval: 1000,
          addresses: [],
        },
      },
      now,
    );
  };
  hear(2, 51, 1, 0);
  for (let i = 0; i < 100_000; i++) hear(2 + (i % 300), 1 + (i % 255), 1000 + i, i / 1000);
  hear(2, 51, 1, 100);
  assertBounded(observation);
  assert.ok(observation.dropped.count > 90_000);
  const router = observation.segments.get(4)?.routers.get(51);
  assert.equal(router?.speakers.get('1')?.advertisements, 2);
  const {findings} = assess({observation, wanted: []}, 100);
  assert.ok(findings.some(({code}) => code === 'too-many-speakers'));
});

test('claims, names and removals are bounded too', () => {
  let observation = newObservation(0);
  const step = (event: ObserverEvent, now: number) => {
    [observation] = stepObserver(observation, event, now);
  };
  for (let i = 0; i < 10_000; i++) {
    const own = interfaceAddress('eth0', `10.1.${i >> 8}.${i & 255}`);
    step({type: 'claim', interface: 2, address: ipv4(i), mac: mac(i), isAnswer: false}, i);
    step({type: 'claim', interface: 2, address: ipv4(1), mac: mac(i), isAnswer: false}, i);
    step({type: 'fifo', line: parseFifoLine(`INSTANCE "${i}" MASTER 1`), isBacklog: false}, i);
    step({type: 'network', event: {type: 'address-added', address: own}}, i);
    step({type: 'network', event: {type: 'address-removed', address: own}}, i);
  }
  assertBounded(observation);
  assert.equal(observation.network.addresses.size, 0);
});

function assertBounded(observation: Observation): void {
  let speakers = 0;
  assert.ok(observation.segments.size <= limits.segments);
  for (const {routers, claims, rejections: rejected} of observation.segments.values()) {
    assert.ok(routers.size <= 255 && claims.size <= limits.claims && rejected.size <= Object.keys(rejections).length);
    for (const stations of claims.values()) assert.ok(stations.size <= limits.stationsPerClaim);
    for (const router of routers.values()) {
      speakers += router.speakers.size;
      assert.ok(router.speakers.size <= limits.speakersPerRouter && router.turnovers.length <= limits.turnovers);
    }
  }
  assert.equal(speakers, observation.speakers);
  assert.ok(speakers <= limits.speakers);
  assert.ok(observation.instances.size <= limits.names && observation.network.removals.size <= limits.removals);
}
