import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Address, ipv4, parseAddress} from '../../../src/net/address.js';
import type {Mac} from '../../../src/net/mac.js';
import {knownPeers} from '../../../src/managers/director/ask-peers.js';
import {withoutDoubles} from '../../../src/managers/without-doubles.js';
import {endAtPeer, objectionsToPeer} from '../../../src/vrrp/handover/named-peer.js';
import type {Movable} from '../../../src/vrrp/handover/situation.js';
import type {StandbyEvidence, Station} from '../../../src/vrrp/handover/router-owner.js';
import {movable} from '../../vrrp/handover/situations.js';
import {wantedInstance} from '../../vrrp/observer/scene.js';

const [second, third] = [ipv4(0x0a000002), ipv4(0x0a000003)];
const mac = (value: number) => ({value}) as unknown as Mac;

function standby(station: Station | undefined): StandbyEvidence {
  const instance = {name: 'VI_1', interface: 'eth0', family: 'ipv4', virtualRouter: 51} as const;
  return {instance, source: 'neighbour', isHealth: false, words: 'it answers', ...(station && {station})};
}

const codes = (...stations: readonly (Station | undefined)[]) =>
  objectionsToPeer({peer: second}, stations.map(standby)).map(({code}) => code);

describe('a peer that is named, where nobody can be told to take over', () => {
  test('does, if it is the only one that is known', () => assert.deepEqual(codes({addresses: [second]}), []));

  test('is one host, by whatever it was seen', () => {
    const seen = [{addresses: [second], mac: mac(2)}, {addresses: [], mac: mac(2)}, {addresses: [third, second]}];
    assert.deepEqual(codes(...seen), []);
  });

  test('may be forestalled by another', () =>
    assert.deepEqual(codes({addresses: [second]}, {addresses: [third]}), ['other-standby']));

  test('is not, if all have told their priorities and its is the highest', () => {
    assert.deepEqual(codes({addresses: [second], priority: 90}, {addresses: [third], priority: 80}), []);
    assert.deepEqual(codes({addresses: [second], priority: 80}, {addresses: [third], priority: 90}), ['other-standby']);
  });

  test('is an objection where nobody is known there', () => {
    assert.deepEqual(codes(), ['no-peer']);
    assert.deepEqual(codes(undefined, {addresses: [third]}), ['no-peer']);
  });

  test('that did not take over is not what was asked for', () => {
    const end = {result: 'done', words: 'master of VI_1 is 10.0.0.3'} as const;
    assert.deepEqual(endAtPeer(end, {peer: second}, [third]), {
      result: 'late',
      words: 'master of VI_1 is 10.0.0.3, and not 10.0.0.2',
    });
    assert.equal(endAtPeer(end, {peer: second}, [second]), end);
    assert.equal(endAtPeer(end, {peer: undefined}, [third]), end);
  });
});

describe('of a sync group on two links and of both families, peers are asked', () => {
  const both = [movable('V4', 'master'), movable('V6', 'master', ['vrid=52'])].map(
    (one, i): Movable => ({
      ...one,
      wanted: {...one.wanted, syncGroup: 'G', ...(i === 1 && {family: 'ipv6', interface: 'eth1'})},
    }),
  );
  const sixth = parseAddress('fe80::2') as Address;
  const evidence = both.map(({wanted: {name, interface: link, family, virtualRouter}}, i) => ({
    ...standby({addresses: [i === 0 ? second : sixth]}),
    instance: {name, interface: link, family, virtualRouter},
  }));

  test('by the addresses that they have beside the member that is meant', () => {
    assert.deepEqual(knownPeers(both, evidence, 'V6'), [sixth]);
    assert.deepEqual(knownPeers(both, evidence, 'V4'), [second]);
  });

  test('else beside the first', () => assert.deepEqual(knownPeers(both, evidence, 'G'), [second]));
});

describe('a virtual router that two managers want', () => {
  const ours = {...wantedInstance('VI_1'), daemon: 'director'};
  const theirs = wantedInstance('VI_1');

  test('is of the one that runs', () => {
    assert.deepEqual(
      withoutDoubles([ours, theirs], daemon => daemon === 'director'),
      [ours],
    );
    assert.deepEqual(
      withoutDoubles([ours, theirs], daemon => daemon === 'keepalived'),
      [theirs],
    );
  });

  test('is of the first where none does, and of both where both do', () => {
    assert.deepEqual(
      withoutDoubles([ours, theirs], () => false),
      [ours],
    );
    assert.deepEqual(
      withoutDoubles([ours, theirs], () => true),
      [ours, theirs],
    );
  });

  test('is another one with another number', () => {
    const other = wantedInstance('VI_2', ['vrid=52']);
    assert.deepEqual(
      withoutDoubles([ours, other], () => false),
      [ours, other],
    );
  });
});
