import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {ipv4, ipv6} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {
  advertisementFilters,
  arpFilter,
  compileFilter,
  type FrameFilter,
  membershipFilters,
  neighbourFilter,
  passesFilter,
} from '../../../src/kernel/packet/berkeley-filter.js';
import {arpProbe, encodeArpFrame, gratuitousArp} from '../../../src/vrrp/arp-packet.js';
import {encodeEthernetFrame, etherTypes} from '../../../src/vrrp/ethernet-frame.js';
import {encodeIpv4Packet} from '../../../src/vrrp/ipv4-packet.js';
import {encodeIpv6Packet} from '../../../src/vrrp/ipv6-packet.js';
import {encodeIgmpQuery, encodeMldQuery} from '../../../src/vrrp/membership/membership-query.js';
import {
  encodeNeighbourFrame,
  neighbourProbe,
  unsolicitedNeighbourAdvertisement,
} from '../../../src/vrrp/neighbour-frame.js';

const station = mac(0x020000000001);
const frames = {
  arp: [arpProbe(station, ipv4(5)), gratuitousArp(station, ipv4(6))].map(encodeArpFrame),
  neighbours: [
    neighbourProbe(station, ipv6(1, 2, 3, 4)),
    unsolicitedNeighbourAdvertisement(station, ipv6(1, 2, 3, 4), true),
  ].map(encodeNeighbourFrame),
  advertisements4: [112, 51].map(protocol => {
    const payload = new Uint8Array(44);
    payload.set([112, 4]);
    const datagram = {source: ipv4(5), destination: ipv4(0xe0000012), protocol, hopLimit: 255, payload};
    return framed(etherTypes.ipv4, encodeIpv4Packet(datagram, {typeOfService: 0xc0, identification: 0}));
  }),
  advertisements6: [
    framed(
      etherTypes.ipv6,
      encodeIpv6Packet(
        {
          source: ipv6(1, 2, 3, 4),
          destination: ipv6(0xff020000, 0, 0, 0x12),
          protocol: 112,
          hopLimit: 255,
          payload: new Uint8Array(24),
        },
        {trafficClass: 0xc0, flowLabel: 0},
      ),
    ),
  ],
  igmp: (['newer', 'older'] as const).map(version =>
    encodeIgmpQuery({station, group: ipv4(0xe0000012), longestWait: 100, version}),
  ),
  mld: (['newer', 'older'] as const).map(version =>
    encodeMldQuery({station, group: ipv6(0xff020000, 0, 0, 0x12), source: ipv6(1, 2, 3, 4), longestWait: 100, version}),
  ),
};

function framed(type: number, payload: Uint8Array): Uint8Array {
  return encodeEthernetFrame({destination: station, source: station, type, payload});
}

/** bpf_prog_run() of the kernel, for the instructions that are used here. */
function run(program: Uint8Array, frame: Uint8Array, packetType: number, vlanTag = 0): number {
  const view = new DataView(program.buffer, program.byteOffset);
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let accumulator = 0;
  let index = 0;
  for (let at = 0; ; at++) {
    const code = view.getUint16(8 * at, true);
    const operand = view.getUint32(8 * at + 4, true);
    if (code === 0x06) return operand;
    if (code === 0x15) at += view.getUint8(8 * at + (accumulator === operand ? 2 : 3));
    else if (operand === 0xfffff004) accumulator = packetType;
    else if (operand === 0xfffff02c) accumulator = vlanTag;
    else if (code === 0xb1 && operand < frame.length) index = 4 * (bytes.getUint8(operand) & 15);
    else if (code === 0x50 && index + operand < frame.length) accumulator = bytes.getUint8(index + operand);
    else if (code === 0x28 && operand + 2 <= frame.length) accumulator = bytes.getUint16(operand);
    else if (code === 0x30 && operand < frame.length) accumulator = bytes.getUint8(operand);
    else return 0;
  }
}

describe('a filter', () => {
  const both: readonly (readonly [string, FrameFilter, readonly Uint8Array[], readonly Uint8Array[]])[] = [
    ['of ARP', arpFilter, frames.arp, frames.neighbours],
    ['of neighbour discovery', neighbourFilter, frames.neighbours, frames.arp],
    ['of advertisements over IPv4', advertisementFilters.ipv4, frames.advertisements4, [...frames.arp, ...frames.igmp]],
    [
      'of advertisements over IPv6',
      advertisementFilters.ipv6,
      frames.advertisements6,
      [...frames.advertisements4, ...frames.neighbours, ...frames.mld],
    ],
    ['of IGMP', membershipFilters.ipv4, frames.igmp, [...frames.arp, ...frames.neighbours, ...frames.mld]],
    ['of MLD', membershipFilters.ipv6, frames.mld, [...frames.arp, ...frames.neighbours, ...frames.igmp]],
  ];
  for (const [name, filter, own, others] of both) {
    const program = compileFilter(filter);

    test(`${name} passes its own, and nothing else`, () => {
      for (const frame of own) assert.equal(run(program, frame, 1), 0xffff);
      for (const frame of others) assert.equal(run(program, frame, 1), 0);
      assert.equal(run(program, own[0]!, 3), 0, 'what is for other stations');
      assert.equal(run(program, new Uint8Array(0), 0), 0);
    });

    test(`${name} is the same in the kernel and in memory`, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...own),
          fc.array(fc.tuple(fc.nat({max: 60}), fc.nat({max: 255})), {maxLength: 2}),
          fc.nat({max: 90}),
          (frame, changes, length) => {
            const changed = frame.slice(0, length + 20);
            for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
            assert.equal(run(program, changed, 0) > 0, passesFilter(filter, changed));
          },
        ),
        {numRuns: 1000},
      );
    });
  }

  test('of advertisements keeps back what is tagged for a VLAN, and takes a tag that is a priority alone', () => {
    for (const [family, frame] of [
      ['ipv4', frames.advertisements4[0]!],
      ['ipv6', frames.advertisements6[0]!],
    ] as const) {
      const program = compileFilter(advertisementFilters[family]);
      assert.equal(run(program, frame, 2, 0xe000), 0xffff);
      assert.equal(run(program, frame, 2, 5), 0);
      assert.equal(run(program, frame, 2, 0x6005), 0);
    }
  });

  test('of advertisements takes an authentication header only where an advertisement follows it', () => {
    const program = compileFilter(advertisementFilters.ipv4);
    const other = frames.advertisements4[1]!.slice();
    other[34] = 6;
    assert.equal(run(program, other, 2), 0);
  });
});
