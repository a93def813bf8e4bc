import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {formatAddress, type Ipv6Address, ipv4, ipv6, parseIpv6} from '../../src/net/address.js';
import {internetChecksum, pseudoHeaderSum} from '../../src/net/checksum.js';
import {formatMac, isSameMac, mac, zeroMac} from '../../src/net/mac.js';
import {arpProbe, decodeArpFrame, encodeArpFrame, gratuitousArp, isGratuitous} from '../../src/vrrp/arp-packet.js';
import {allNodes, solicitedNodeGroup} from '../../src/vrrp/multicast.js';
import {decodeNeighbourFrame, encodeNeighbourFrame, neighbourProbe} from '../../src/vrrp/neighbour-frame.js';
import {decodeNeighbourMessage, encodeNeighbourMessage} from '../../src/vrrp/neighbour-message.js';
import {anyIpv4} from '../net/arbitraries.js';
import {anyMac, unicastIpv6} from './arbitraries.js';
import {hexOf} from './recorded.js';

/** Records as literals are, so that they compare. */
const record = <T>(model: {[K in keyof T]: fc.Arbitrary<T[K]>}) => fc.record(model, {noNullPrototype: true});

const station = mac(0x26b944eed8c6);

describe('ARP', () => {
  test('is read as it was written, padding skipped', () => {
    const operation = fc.constantFrom('request' as const, 'reply' as const);
    const packet = record({
      operation,
      senderMac: anyMac,
      senderAddress: anyIpv4,
      targetMac: anyMac,
      targetAddress: anyIpv4,
    });
    fc.assert(
      fc.property(record({source: anyMac, destination: anyMac, packet}), frame => {
        const bytes = encodeArpFrame(frame);
        assert.equal(bytes.length, 42);
        assert.deepEqual(decodeArpFrame(bytes), frame);
        assert.deepEqual(decodeArpFrame(Uint8Array.from([...bytes, ...new Uint8Array(18)])), frame);
      }),
    );
  });

  test('a probe names nobody as its sender', () => {
    const probe = arpProbe(station, ipv4(0x0a090064));
    assert.equal(
      hexOf(encodeArpFrame(probe)),
      'ffffffffffff26b944eed8c60806000108000604000126b944eed8c6000000000000000000000a090064',
    );
    assert.ok(!isGratuitous(probe.packet));
    assert.ok(isSameMac(probe.packet.targetMac, zeroMac));
  });

  test('of another kind is none of ours', () => {
    const bytes = encodeArpFrame(gratuitousArp(station, ipv4(1)));
    for (const [at, value] of [
      [12, 9],
      [14, 1],
      [15, 6],
      [16, 9],
      [18, 8],
      [19, 16],
      [20, 1],
      [21, 3],
      [21, 0],
    ] as const) {
      const changed = bytes.slice();
      changed[at] = value;
      assert.equal(decodeArpFrame(changed), undefined, `byte ${at}`);
    }
    assert.equal(decodeArpFrame(bytes.subarray(0, 41)), undefined);
    assert.equal(decodeArpFrame(bytes.subarray(0, 13)), undefined);
  });
});

describe('neighbour discovery', () => {
  const target = parseIpv6('fe80::1:2345:6789') as Ipv6Address;
  const maybeMac = fc.option(anyMac, {nil: undefined});
  const anyMessage = fc.oneof(
    record({type: fc.constant('solicitation' as const), target: unicastIpv6, sourceMac: maybeMac}),
    record({
      type: fc.constant('advertisement' as const),
      target: unicastIpv6,
      isRouter: fc.boolean(),
      isSolicited: fc.boolean(),
      overrides: fc.boolean(),
      targetMac: maybeMac,
    }),
  );

  test('is read as it was written', () => {
    const frames = record({
      sourceMac: anyMac,
      destinationMac: anyMac,
      source: unicastIpv6,
      destination: unicastIpv6,
      message: anyMessage,
    });
    fc.assert(fc.property(frames, frame => assert.deepEqual(decodeNeighbourFrame(encodeNeighbourFrame(frame)), frame)));
  });

  test('a probe asks the few whose addresses end alike, from no address', () => {
    const probe = neighbourProbe(station, target);
    assert.equal(formatAddress(probe.destination), 'ff02::1:ff45:6789');
    assert.equal(formatMac(probe.destinationMac), '33:33:ff:45:67:89');
    assert.equal(formatAddress(probe.source), '::');
    const bytes = encodeNeighbourFrame(probe);
    assert.equal(bytes.length, 14 + 40 + 24);
    assert.deepEqual(decodeNeighbourFrame(bytes), probe);
  });

  /** A solicitation as a datagram, with bytes changed, its checksum mended unless that is what is changed. */
  const route = {source: ipv6(0xfe800000, 0, 0, 1), destination: solicitedNodeGroup(target)};
  const changed = (changes: Readonly<Record<number, number>>, around: object = {}, isMended = true) => {
    const payload = encodeNeighbourMessage({type: 'solicitation', target, sourceMac: station}, route);
    for (const [at, value] of Object.entries(changes)) payload[Number(at)] = value;
    const datagram = {...route, protocol: 58, hopLimit: 255, payload, ...around};
    if (isMended) {
      payload.set([0, 0], 2);
      const sum = pseudoHeaderSum(datagram.source, datagram.destination, 58, payload.length);
      new DataView(payload.buffer).setUint16(2, internetChecksum(payload, sum));
    }
    return decodeNeighbourMessage(datagram)?.type;
  };

  test('that RFC 4861 has discarded is none of ours', () => {
    assert.equal(changed({}), 'solicitation');
    assert.equal(changed({4: 0xff}), 'solicitation', 'reserved bits are skipped');
    assert.equal(changed({24: 200}), 'solicitation', 'an unknown option is skipped');
    assert.equal(changed({}, {hopLimit: 254}), undefined, 'hop limit');
    assert.equal(changed({}, {protocol: 112}), undefined, 'protocol');
    assert.equal(changed({0: 134}), undefined, 'a router advertisement');
    assert.equal(changed({1: 1}), undefined, 'code');
    assert.equal(changed({2: 0, 3: 0}, {}, false), undefined, 'checksum');
    assert.equal(changed({8: 0xff}), undefined, 'a multicast target');
    assert.equal(changed({25: 0}), undefined, 'an empty option');
    assert.equal(changed({25: 2}), undefined, 'an option cut short');
    assert.equal(changed({}, {source: ipv6(0, 0, 0, 0)}), undefined, 'a probe that says where to answer');
    assert.equal(changed({24: 200}, {source: ipv6(0, 0, 0, 0)}), 'solicitation', 'a probe');
    assert.equal(changed({24: 200}, {source: ipv6(0, 0, 0, 0), destination: allNodes}), undefined, 'a probe to all');
  });

  test('a multicast answer is none', () => {
    const answer = {
      type: 'advertisement',
      target,
      isRouter: false,
      isSolicited: true,
      overrides: true,
      targetMac: station,
    } as const;
    const toAll = {source: target, destination: allNodes};
    const payload = encodeNeighbourMessage(answer, toAll);
    assert.equal(decodeNeighbourMessage({...toAll, protocol: 58, hopLimit: 255, payload}), undefined);
  });
});
