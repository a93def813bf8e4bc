import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {ipv4, ipv6} from '../../src/net/address.js';
import {encodeIpv4Packet, parseIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {encodeIpv6Packet, parseIpv6Packet} from '../../src/vrrp/ipv6-packet.js';
import {anyIpv4, anyIpv6} from '../net/arbitraries.js';
import {hexOf} from './recorded.js';

const byte = fc.nat(255);
const payload = fc.uint8Array({maxLength: 60});

test('an IPv4 packet is read as it was written, its padding cut off', () => {
  fc.assert(
    fc.property(
      anyIpv4,
      anyIpv4,
      byte,
      byte,
      payload,
      fc.nat(20),
      (source, destination, protocol, hopLimit, bytes, padding) => {
        const packet = encodeIpv4Packet(
          {source, destination, protocol, hopLimit, payload: bytes},
          {typeOfService: 0xc0, identification: 0xffff},
        );
        const parsed = parseIpv4Packet(Uint8Array.from([...packet, ...new Uint8Array(padding)]));
        assert.ok(parsed.ok);
        assert.deepEqual(
          {...parsed.datagram, payload: hexOf(parsed.datagram.payload)},
          {source, destination, protocol, hopLimit, payload: hexOf(bytes)},
        );
      },
    ),
  );
});

test('an IPv6 packet is read as it was written, its padding cut off', () => {
  fc.assert(
    fc.property(
      anyIpv6,
      anyIpv6,
      byte.filter(protocol => protocol !== 44),
      byte,
      payload,
      fc.nat(20),
      (source, destination, protocol, hopLimit, bytes, padding) => {
        const packet = encodeIpv6Packet(
          {source, destination, protocol, hopLimit, payload: bytes},
          {trafficClass: 255, flowLabel: 0xfffff},
        );
        const parsed = parseIpv6Packet(Uint8Array.from([...packet, ...new Uint8Array(padding)]));
        assert.ok(parsed.ok);
        assert.deepEqual(
          {...parsed.datagram, payload: hexOf(parsed.datagram.payload)},
          {source, destination, protocol, hopLimit, payload: hexOf(bytes)},
        );
      },
    ),
  );
});

describe('a malformed IPv4 packet is rejected', () => {
  const good = encodeIpv4Packet(
    {
      source: ipv4(1),
      destination: ipv4(2),
      protocol: 112,
      hopLimit: 255,
      payload: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    },
    {typeOfService: 0, identification: 0},
  );
  const changed = (changes: Readonly<Record<number, number>>, length = good.length) => {
    const bytes = good.slice(0, length);
    for (const [at, value] of Object.entries(changes)) bytes[Number(at)] = value;
    const parsed = parseIpv4Packet(bytes);
    return parsed.ok ? hexOf(parsed.datagram.payload) : parsed.rejection.code;
  };
  test('which is another version', () => assert.equal(changed({0: 0x65}), 'ip-header'));
  test('whose header is too short', () => assert.equal(changed({0: 0x44}), 'ip-header'));
  test('whose header is longer than it', () => assert.equal(changed({0: 0x4f}), 'ip-header'));
  test('which ends within its header', () => assert.equal(changed({}, 19), 'ip-header'));
  test('which did not arrive whole', () => assert.equal(changed({}, 27), 'ip-length'));
  test('which says it is longer than it is', () => assert.equal(changed({3: 29}), 'ip-length'));
  test('which is the first fragment', () => assert.equal(changed({6: 0x20}), 'ip-fragment'));
  test('which is a later fragment', () => assert.equal(changed({7: 1}), 'ip-fragment'));
  test('but not one that must not be fragmented', () => assert.equal(changed({6: 0x40}), '0102030405060708'));
  test('but not one with options, which are skipped', () => assert.equal(changed({0: 0x46}), '05060708'));
  test('but not one that is nothing but its header', () => assert.equal(changed({3: 20}), ''));
});

describe('a malformed IPv6 packet is rejected', () => {
  const good = encodeIpv6Packet(
    {
      source: ipv6(0, 0, 0, 1),
      destination: ipv6(0, 0, 0, 2),
      protocol: 112,
      hopLimit: 255,
      payload: Uint8Array.of(1, 2),
    },
    {trafficClass: 0, flowLabel: 0},
  );
  const changed = (changes: Readonly<Record<number, number>>, length = good.length) => {
    const bytes = good.slice(0, length);
    for (const [at, value] of Object.entries(changes)) bytes[Number(at)] = value;
    const parsed = parseIpv6Packet(bytes);
    return parsed.ok ? 'good' : parsed.rejection.code;
  };
  test('which is another version', () => assert.equal(changed({0: 0x45}), 'ip-header'));
  test('which ends within its header', () => assert.equal(changed({}, 39), 'ip-header'));
  test('which did not arrive whole', () => assert.equal(changed({}, 41), 'ip-length'));
  test('which is a fragment', () => assert.equal(changed({6: 44}), 'ip-fragment'));
});
