import {addressFamily, level, socketOption} from '../packet/socket-constants.js';
import {checked, type SystemCalls} from '../packet/system-calls.js';
import {writeAddress} from '../../net/address-bytes.js';
import type {Address, Family} from '../../net/address.js';

/** SOCK_* of <linux/net.h>. */
const socketTypes = {stream: 1, datagram: 2, raw: 3} as const;
/** SOCK_CLOEXEC | SOCK_NONBLOCK. */
const quietly = 0o2004000;
/** SO_* of <asm-generic/socket.h>. */
const mark = 36;

/** setsockopt(2). Throws an Error with `code`. */
export type SetOption = (optionLevel: number, name: number, value: number | Uint8Array) => void;

/** Where a socket sends from. */
export interface Origin {
  /** SO_MARK: takes CAP_NET_ADMIN. */
  readonly mark?: number;
  readonly bindInterface?: string;
  readonly bindAddress?: Address;
  /** Only with an address. */
  readonly bindPort?: number;
}

/**
 * A new descriptor that does not block, with its origin; it is closed where it cannot be made what it should be.
 * @param protocol IPPROTO_*; 0 for the usual one
 * @throws Error with `code`: EPERM, EACCES, ENODEV, EADDRNOTAVAIL, EMFILE, …
 */
export function newDescriptor(
  calls: SystemCalls,
  type: keyof typeof socketTypes,
  family: Family,
  protocol: number,
  origin: Origin,
  prepare: (set: SetOption) => void = () => undefined,
): number {
  const descriptor = checked(calls.socket(addressFamily[family], socketTypes[type] | quietly, protocol), 'socket');
  try {
    const set: SetOption = (optionLevel, name, value) => {
      const bytes = typeof value === 'number' ? new Uint8Array(new Int32Array([value]).buffer) : value;
      checked(calls.setsockopt(descriptor, optionLevel, name, bytes, bytes.length), 'setsockopt');
    };
    if (origin.mark) set(level.socket, mark, origin.mark);
    if (origin.bindInterface) set(level.socket, socketOption.bindToDevice, Buffer.from(`${origin.bindInterface}\0`));
    prepare(set);
    if (origin.bindAddress) {
      const address = socketAddress(origin.bindAddress, origin.bindPort ?? 0);
      checked(calls.bind(descriptor, address, address.length), 'bind');
    }
    return descriptor;
  } catch (error) {
    calls.close(descriptor);
    throw error;
  }
}

/** struct sockaddr_in, or sockaddr_in6 without a scope: that of the interface the socket is bound to counts. */
export function socketAddress(address: Address, port: number): Uint8Array {
  const isIpv4 = address.family === 'ipv4';
  const view = new DataView(new ArrayBuffer(isIpv4 ? 16 : 28));
  view.setUint16(0, addressFamily[address.family], true);
  view.setUint16(2, port);
  const bytes = new Uint8Array(view.buffer);
  writeAddress(address, bytes, isIpv4 ? 4 : 8);
  return bytes;
}
