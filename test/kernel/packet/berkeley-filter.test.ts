import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {ipv4, ipv6} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {
  arpFilter,
  compileFilter,
  type FrameFilter,
  membershipFilters,
  neighbourFilter,
  passesFilter,
} from '../../../src/kernel/packet/berkeley-filter.js';
import {arpProbe, encodeArpFrame, gratuitousArp} from '../../../src/vrrp/arp-packet.js';
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
  igmp: (['newer', 'older'] as const).map(version =>
    encodeIgmpQuery({station, group: ipv4(0xe0000012), longestWait: 100, version}),
  ),
  mld: (['newer', 'older'] as const).map(version =>
    encodeMldQuery({station, group: ipv6(0xff020000, 0, 0, 0x12), source: ipv6(1, 2, 3, 4), longestWait: 100, version}),
  ),
};

/** bpf_prog_run() of the kernel, for the instructions that are used here. */
function run(program: Uint8Array, frame: Uint8Array, packetType: number): number {
  const view = new DataView(program.buffer, program.byteOffset);
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let accumulator = 0;
  for (let at = 0; ; at++) {
    const code = view.getUint16(8 * at, true);
    const operand = view.getUint32(8 * at + 4, true);
    if (code === 0x06) return operand;
    if (code === 0x15) at += view.getUint8(8 * at + (accumulator === operand ? 2 : 3));
    else if (operand === 0xfffff004) accumulator = packetType;
    else if (code === 0x28 && operand + 2 <= frame.length) accumulator = bytes.getUint16(operand);
    else if (code === 0x30 && operand < frame.length) accumulator = bytes.getUint8(operand);
    else return 0;
  }
}

describe('a filter', () => {
  const both: readonly (readonly [string, FrameFilter, readonly Uint8Array[], readonly Uint8Array[]])[] = [
    ['of ARP', arpFilter, frames.arp, frames.neighbours],
    ['of neighbour discovery', neighbourFilter, frames.neighbours, frames.arp],
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
});
