import type {Family} from '../../net/address.js';
import {level, socketOption} from '../packet/socket-constants.js';
import type {SystemCalls} from '../packet/system-calls.js';
import {awaitedTypes} from './echo-message.js';
import {newDescriptor, type Origin, type SetOption} from './new-descriptor.js';

/** `raw` needs CAP_NET_RAW; `ping` is icmp(7) for groups in ping_group_range, and is not told of errors. */
export type EchoKind = 'raw' | 'ping';

/** IPPROTO_ICMP and IPPROTO_ICMPV6. */
const protocols = {ipv4: 1, ipv6: 58} as const;
/** SO_* of <asm-generic/socket.h>. */
const sendBuffer = {usual: 7, force: 32} as const;
/**
 * Bytes that wait to be sent or taken. A request to a host that does not answer ARP waits for 3 s, and counts with some
 * 800 bytes: with the usual 208 KiB some 270 hosts that are down would keep all others from being asked.
 */
const queue = 4 * 1024 * 1024;

/** A socket for echo requests. @throws Error with `code` */
export function openEchoDescriptor(
  calls: SystemCalls,
  family: Family,
  origin: Origin,
): {readonly kind: EchoKind; readonly descriptor: number} {
  const open = (kind: EchoKind) => ({
    kind,
    descriptor: newDescriptor(calls, kind === 'raw' ? 'raw' : 'datagram', family, protocols[family], origin, set => {
      enlarge(set, sendBuffer.force, sendBuffer.usual);
      enlarge(set, socketOption.receiveBufferForce, socketOption.receiveBuffer);
      if (kind === 'raw') letIn(set, family, awaitedTypes(family));
    }),
  });
  try {
    return open('raw');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'socket') throw error;
    return open('ping');
  }
}

/** Without CAP_NET_ADMIN as far as net.core.?mem_max allows. */
function enlarge(set: SetOption, force: number, usual: number): void {
  try {
    set(level.socket, force, queue);
  } catch {
    set(level.socket, usual, queue);
  }
}

/** ICMP_FILTER of <linux/icmp.h> at SOL_RAW, and ICMP6_FILTER of <linux/icmpv6.h>: a bit keeps a type out. */
function letIn(set: SetOption, family: Family, types: readonly number[]): void {
  const filter = new Uint32Array(family === 'ipv4' ? 1 : 8).fill(0xffffffff);
  for (const type of types) filter[type >>> 5]! &= ~(1 << (type & 31));
  set(family === 'ipv4' ? 255 : protocols.ipv6, 1, new Uint8Array(filter.buffer));
}
