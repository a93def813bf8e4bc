import type {Family} from '../../net/address.js';

/** What a frame must have to pass a filter: each row a place in it and the values that may stand there. */
export type FrameFilter = readonly (readonly [load: Load, offset: number, values: readonly number[]])[];
/** A byte, two bytes in network order, or what the kernel knows of the frame beside its bytes. */
type Load = 'byte' | 'half' | 'known';

/** SKF_AD_OFF + SKF_AD_PKTTYPE of <linux/filter.h>: to whom the frame was sent. */
const packetType = 0xfffff004;
/** PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST: not to other stations, and not in VLANs that have no interface. */
const toUs = [0, 1, 2];

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

/** Whether a frame that was sent to us passes. */
export function passesFilter(filter: FrameFilter, frame: Uint8Array): boolean {
  return filter.every(([load, offset, values]) => {
    if (load === 'known') return true;
    const first = frame[offset];
    const last = load === 'byte' ? first : frame[offset + 1];
    if (first === undefined || last === undefined) return false; // Linux rejects what is too short
    return values.includes(load === 'byte' ? first : (first << 8) | last);
  });
}

/** One instruction of a classic Berkeley packet filter. */
type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

/** BPF_LD | BPF_ABS with BPF_B, BPF_H, BPF_W; BPF_JMP | BPF_JEQ | BPF_K; BPF_RET | BPF_K. */
const loads = {byte: 0x30, half: 0x28, known: 0x20} as const satisfies Record<Load, number>;
const jumpIfEqual = 0x15;
const returnConstant = 0x06;
/** Bytes that are kept of a frame that passes. */
const whole = 0xffff;

/** The program: an array of struct sock_filter. */
export function compileFilter(filter: FrameFilter): Uint8Array {
  const length = filter.reduce((sum, [, , values]) => sum + 1 + values.length, 0) + 2;
  const reject = length - 1;
  const program: Instruction[] = [];
  for (const [load, offset, values] of filter) {
    program.push([loads[load], 0, 0, offset]);
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
