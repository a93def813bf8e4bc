import type {Address, Family} from '../../net/address.js';
import {writeAddress} from '../../net/address-bytes.js';
import {type Mac, writeMac} from '../../net/mac.js';
import {compileFilter, type FrameFilter} from './berkeley-filter.js';
import {
  addressFamily,
  ipv4Option,
  ipv6Option,
  level,
  messageFlag,
  multicastMembership,
  packetOption,
  rawSocket,
  socketOption,
} from './socket-constants.js';
import {addressOf, checked, lastErrno, type SystemCalls} from './system-calls.js';
import {errno, systemError} from './system-error.js';

/**
 * Bytes of packets that wait to be taken. The receiving thread lets them gather, and 255 virtual routers may speak at
 * once; a packet counts with the block it lies in, some 4 KiB with many network cards.
 */
const packetQueue = 4 * 1024 * 1024;

/** ETH_P_ALL of <linux/if_ether.h>. */
const allTypes = 3;

/** A raw IP socket on one interface that has joined groups, without promiscuous mode. What it sends has its own IP header. */
export function openRawIp(
  calls: SystemCalls,
  interfaceIndex: number,
  family: Family,
  protocol: number,
  groups: readonly Address[],
): number {
  return opened(calls, addressFamily[family], protocol, descriptor => {
    const set = optionSetter(calls, descriptor);
    enlargeQueue(calls, descriptor, packetQueue);
    set(level.socket, socketOption.bindToDevice, interfaceName(calls, interfaceIndex));
    set(level.socket, socketOption.timestampNanoseconds, 1);
    if (family === 'ipv4') {
      set(level.ipv4, ipv4Option.headerIncluded, 1);
      set(level.ipv4, ipv4Option.multicastLoop, 0);
    } else {
      set(level.ipv6, ipv6Option.headerIncluded, 1);
      set(level.ipv6, ipv6Option.multicastLoop, 0);
      set(level.ipv6, ipv6Option.receivePacketInformation, 1);
      set(level.ipv6, ipv6Option.receiveHopLimit, 1);
    }
    for (const group of groups) {
      if (family === 'ipv4') set(level.ipv4, ipv4Option.addMembership, membership(group, interfaceIndex));
      else set(level.ipv6, ipv6Option.joinGroup, membership(group, interfaceIndex));
    }
    drain(calls, descriptor); // what came from other interfaces before it was bound to its own
  });
}

/**
 * A packet socket on one interface for the frames of a type that pass a filter.
 * @param groups Ethernet addresses that the interface is to let in, without promiscuous mode
 */
export function openLinkLayer(
  calls: SystemCalls,
  interfaceIndex: number,
  etherType: number,
  filter: FrameFilter,
  groups: readonly Mac[] = [],
): number {
  const program = compileFilter(filter);
  return opened(calls, addressFamily.packet, 0, descriptor => {
    prepareLinkLayer(calls, descriptor, interfaceIndex, program, groups);
    bindLinkLayer(calls, descriptor, interfaceIndex, etherType);
  });
}

/**
 * As openLinkLayer, where what passes is rare among everything else that comes. Linux gives a packet to sockets of one
 * type beside the IP layer, and makes a copy of each for that; to those of all types before, and copies what passes alone.
 * @param filter asks for the type of the frame and its VLAN tag, too
 */
export function openTap(
  calls: SystemCalls,
  interfaceIndex: number,
  etherType: number,
  filter: FrameFilter,
  groups: readonly Mac[],
): number {
  const program = compileFilter(filter);
  return opened(calls, addressFamily.packet, 0, descriptor => {
    prepareLinkLayer(calls, descriptor, interfaceIndex, program, groups);
    // before Linux 4.20 each packet that is sent would be copied, so there it is one of its type
    const {ignoreOutgoing} = packetOption;
    const ignoresOutgoing = calls.setsockopt(descriptor, level.packet, ignoreOutgoing, new Int32Array([1]), 4) === 0;
    bindLinkLayer(calls, descriptor, interfaceIndex, ignoresOutgoing ? allTypes : etherType);
  });
}

/** A netlink socket that is told of events, with the largest queue to be had. */
export function openNetlinkSubscription(calls: SystemCalls, protocol: number, groups: number, queue: number): number {
  return opened(calls, addressFamily.netlink, protocol, descriptor => {
    enlargeQueue(calls, descriptor, queue);
    const address = new DataView(new ArrayBuffer(12)); // struct sockaddr_nl
    address.setUint16(0, addressFamily.netlink, true);
    address.setUint32(8, groups, true);
    checked(calls.bind(descriptor, address, address.byteLength), 'bind');
  });
}

/** A new descriptor, which is closed where it cannot be made what it should be. */
function opened(calls: SystemCalls, family: number, protocol: number, prepare: (descriptor: number) => void): number {
  const descriptor = checked(calls.socket(family, rawSocket, protocol), 'socket');
  try {
    prepare(descriptor);
    return descriptor;
  } catch (error) {
    calls.close(descriptor);
    throw error;
  }
}

function prepareLinkLayer(
  calls: SystemCalls,
  descriptor: number,
  interfaceIndex: number,
  program: Uint8Array,
  groups: readonly Mac[],
): void {
  const set = optionSetter(calls, descriptor);
  enlargeQueue(calls, descriptor, packetQueue);
  set(level.socket, socketOption.timestampNanoseconds, 1);
  set(level.socket, socketOption.attachFilter, filterProgram(program));
  for (const group of groups) set(level.packet, packetOption.addMembership, linkMembership(group, interfaceIndex));
}

/** Only now does it receive anything. */
function bindLinkLayer(calls: SystemCalls, descriptor: number, interfaceIndex: number, etherType: number): void {
  const address = new DataView(new ArrayBuffer(20)); // struct sockaddr_ll
  address.setUint16(0, addressFamily.packet, true);
  address.setUint16(2, etherType);
  address.setInt32(4, interfaceIndex, true);
  checked(calls.bind(descriptor, address, address.byteLength), 'bind');
}

function optionSetter(calls: SystemCalls, descriptor: number) {
  return (optionLevel: number, name: number, value: number | Uint8Array) => {
    const bytes = typeof value === 'number' ? new Uint8Array(new Int32Array([value]).buffer) : value;
    checked(calls.setsockopt(descriptor, optionLevel, name, bytes, bytes.length), 'setsockopt');
  };
}

/** Without CAP_NET_ADMIN as far as net.core.rmem_max allows. */
function enlargeQueue(calls: SystemCalls, descriptor: number, queue: number): void {
  const bytes = new Int32Array([queue]);
  const {receiveBufferForce, receiveBuffer} = socketOption;
  if (calls.setsockopt(descriptor, level.socket, receiveBufferForce, bytes, 4) < 0)
    checked(calls.setsockopt(descriptor, level.socket, receiveBuffer, bytes, 4), 'setsockopt');
}

/** Ended by NUL. */
function interfaceName(calls: SystemCalls, index: number): Uint8Array {
  const name = Buffer.alloc(16);
  if (!calls.if_indextoname(index, name)) throw systemError('if_indextoname', errno.noDevice);
  return name.subarray(0, name.indexOf(0) + 1);
}

/** struct ip_mreqn, or struct ipv6_mreq. */
function membership(group: Address, interfaceIndex: number): Uint8Array {
  const length = group.family === 'ipv4' ? 12 : 20;
  const bytes = new Uint8Array(length);
  writeAddress(group, bytes);
  new DataView(bytes.buffer).setInt32(length - 4, interfaceIndex, true);
  return bytes;
}

/** struct packet_mreq. */
function linkMembership(group: Mac, interfaceIndex: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setInt32(0, interfaceIndex, true);
  view.setUint16(4, multicastMembership, true);
  view.setUint16(6, 6, true);
  const bytes = new Uint8Array(view.buffer);
  writeMac(group, bytes, 8);
  return bytes;
}

/** struct sock_fprog. */
function filterProgram(program: Uint8Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint16(0, program.length / 8, true);
  view.setBigUint64(8, addressOf(program), true);
  return new Uint8Array(view.buffer);
}

function drain(calls: SystemCalls, descriptor: number): void {
  const nothing = new Uint8Array(1);
  while (calls.recv(descriptor, nothing, nothing.length, messageFlag.dontWait) >= 0);
  if (lastErrno() !== errno.again) throw systemError('recv', lastErrno());
}
