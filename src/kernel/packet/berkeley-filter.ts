import type {Family} from '../../net/address.js';

/** Bytes. */
const ethernetHeader = 14;

/** What a frame must have to pass a filter: rows that are asked one after the other. */
export type FrameFilter = readonly FilterRow[];
/**
 * A place in a frame, and the values that may stand there.
 * @param enough further values, with which nothing else is asked
 */
type FilterRow = readonly [load: Load, offset: number, values: readonly number[], enough?: readonly number[]];
/** A byte, two bytes in network order, a byte behind an IPv4 header, or what the kernel knows of the frame beside its bytes. */
type Load = 'byte' | 'half' | 'behind-ipv4' | 'known';

/** SKF_AD_OFF + SKF_AD_PKTTYPE of <linux/filter.h>: to whom the frame was sent. */
const packetType = 0xfffff004;
/** SKF_AD_OFF + SKF_AD_VLAN_TAG: what stood in the tag that was taken off. */
const vlanTag = 0xfffff02c;
/** PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST: not to other stations, and not in VLANs that have no interface. */
const toUs = [0, 1, 2];
/** No tag, or one of VLAN 0, which has a priority alone (IEEE 802.1Q §9.6). */
const untagged = Array.from({length: 16}, (_, priority) => priority << 12);

/** ARP requests and replies for IPv4 over Ethernet (RFC 826). */
export const arpFilter: FrameFilter = [
  ['known', packetType, toUs],
  ['half', 12, [0x0806]],
  ['half', 14, [1]],
  ['half', 16, [0x0800]],
  ['half', 18, [0x0604]],
  ['half', 20, [1, 2]],
];

/** Neighbour solicitations and advertisements (RFC 4861 §7.1) without extension headers. */
export const neighbourFilter: FrameFilter = [
  ['known', packetType, toUs],
  ['half', 12, [0x86dd]],
  ['byte', 20, [58]],
  ['byte', 21, [255]],
  ['byte', 54, [135, 136]],
];

/** IGMP (RFC 3376 §4), whose messages stand behind IP options. */
const igmpFilter: FrameFilter = [
  ['known', packetType, toUs],
  ['half', 12, [0x0800]],
  ['byte', 23, [2]],
];

/** Multicast listener discovery (RFC 2710 §3, RFC 3810 §5) behind a hop-by-hop header of 8 bytes, which carries its router alert. */
const mldFilter: FrameFilter = [
  ['known', packetType, toUs],
  ['half', 12, [0x86dd]],
  ['byte', 20, [0]],
  ['byte', 54, [58]],
  ['byte', 55, [0]],
  ['byte', 62, [130, 131, 132, 143]],
];

/** Queries for members of multicast groups, and reports of them. */
export const membershipFilters: Readonly<Record<Family, FrameFilter>> = {ipv4: igmpFilter, ipv6: mldFilter};

/**
 * Advertisements of a family, fragments of IPv4 too. Of authentication headers (RFC 4302 §2) those alone before an
 * advertisement: a host may have much other traffic with them. A socket of all types shows what is tagged, too.
 */
export const advertisementFilters: Readonly<Record<Family, FrameFilter>> = {
  ipv4: [
    ['half', 12, [0x0800]],
    ['byte', 23, [51, 112]],
    ['known', packetType, toUs],
    ['known', vlanTag, untagged],
    ['byte', 23, [51], [112]],
    ['behind-ipv4', 0, [112]],
  ],
  ipv6: [
    ['half', 12, [0x86dd]],
    ['byte', 20, [112]],
    ['known', packetType, toUs],
    ['known', vlanTag, untagged],
  ],
};

/** Whether a frame that was sent to us, without a tag, passes. */
export function passesFilter(filter: FrameFilter, frame: Uint8Array): boolean {
  for (const [load, offset, values, enough = []] of filter) {
    if (load === 'known') continue;
    const value = loaded(load, offset, frame);
    if (value === undefined) return false; // Linux rejects what is too short
    if (enough.includes(value)) return true;
    if (!values.includes(value)) return false;
  }
  return true;
}

function loaded(load: Exclude<Load, 'known'>, offset: number, frame: Uint8Array): number | undefined {
  const [first, second] = frame.subarray(load === 'behind-ipv4' ? offset + behindIpv4(frame) : offset);
  if (load !== 'half') return first;
  return first === undefined || second === undefined ? undefined : (first << 8) | second;
}

function behindIpv4(frame: Uint8Array): number {
  return ethernetHeader + 4 * ((frame[ethernetHeader] ?? 0) & 15);
}

/** One instruction of a classic Berkeley packet filter. */
type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

/** BPF_LD | BPF_ABS with BPF_B, BPF_H, BPF_W; BPF_LD | BPF_IND | BPF_B. */
const loads = {byte: 0x30, half: 0x28, known: 0x20, 'behind-ipv4': 0x50} as const satisfies Record<Load, number>;
/** BPF_LDX | BPF_MSH | BPF_B: the length of an IPv4 header, for what is loaded behind it. */
const loadHeaderLength = 0xb1;
/** BPF_JMP | BPF_JEQ | BPF_K; BPF_RET | BPF_K. */
const jumpIfEqual = 0x15;
const returnConstant = 0x06;
/** Bytes that are kept of a frame that passes. */
const whole = 0xffff;

/** The program: an array of struct sock_filter. */
export function compileFilter(filter: FrameFilter): Uint8Array {
  const length = filter.reduce((sum, row) => sum + instructionCount(row), 0) + 2;
  const accept = length - 2;
  const reject = length - 1;
  const program: Instruction[] = [];
  for (const [load, offset, values, enough = []] of filter) {
    if (load === 'behind-ipv4')
      program.push([loadHeaderLength, 0, 0, ethernetHeader], [loads[load], 0, 0, ethernetHeader + offset]);
    else program.push([loads[load], 0, 0, offset]);
    for (const value of enough) program.push([jumpIfEqual, accept - program.length - 1, 0, value]);
    for (const [i, value] of values.entries()) {
      const others = values.length - 1 - i;
      program.push([jumpIfEqual, others, others > 0 ? 0 : reject - program.length - 1, value]);
    }
  }
  program.push([returnConstant, 0, 0, whole], [returnConstant, 0, 0, 0]);
  const view = new DataView(new ArrayBuffer(8 * program.length));
  for (const [i, [code, whenTrue, whenFalse, operand]] of program.entries()) {
    view.setUint16(8 * i, code, true);
    view.setUint8(8 * i + 2, whenTrue);
    view.setUint8(8 * i + 3, whenFalse);
    view.setUint32(8 * i + 4, operand, true);
  }
  return new Uint8Array(view.buffer);
}

function instructionCount([load, , values, enough = []]: FilterRow): number {
  return (load === 'behind-ipv4' ? 2 : 1) + enough.length + values.length;
}
