import type {Address, Family} from '../../net/address.js';
import {addressFromBytes} from '../../net/address-bytes.js';
import {internetChecksum} from '../../net/checksum.js';

/** What tells echo requests apart, and is sent back with the answer. */
export interface EchoName {
  /** Of 16 bits: of the process. A ping socket has one of its own instead. */
  readonly identifier: number;
  /** Of 16 bits. */
  readonly sequence: number;
  /** Of 32 bits; unlike the sequence it does not come again soon. */
  readonly token: number;
}

/** What came that has to do with an echo request. */
export type EchoArrival =
  | ({readonly type: 'reply'; readonly source: Address} & EchoName)
  /** `target` is where the request went; there is no token: routers may send back 8 bytes of it only (RFC 792). */
  | ({
      readonly type: 'unreachable';
      readonly target: Address;
      readonly code: 'EHOSTUNREACH' | 'ENETUNREACH';
    } & Omit<EchoName, 'token'>);

/** Types and codes of ICMP (RFC 792, RFC 1122 §3.2.2.1) and ICMPv6 (RFC 4443), and where an echo request lies in an error. */
const dialects = {
  ipv4: {
    request: 8,
    reply: 0,
    errors: [3, 11] as readonly number[],
    unreachable: 3,
    networkCodes: [0, 6, 9, 11] as readonly number[],
    protocol: {at: 9, value: 1},
    targetAt: 16,
  },
  ipv6: {
    request: 128,
    reply: 129,
    errors: [1, 3] as readonly number[],
    unreachable: 1,
    networkCodes: [0] as readonly number[],
    protocol: {at: 6, value: 58},
    targetAt: 24,
  },
} as const;

const headerLength = 8;
/** Behind the token. */
const filling = Buffer.from('lvsctl asks whether this host is there', 'latin1');

/** The types that a socket for answers and errors has to let in, of a family. */
export function awaitedTypes(family: Family): readonly number[] {
  return [dialects[family].reply, ...dialects[family].errors];
}

/** An echo request. Of IPv6 the kernel fills in the checksum (RFC 3542 §3.1). */
export function encodeEchoRequest(family: Family, {identifier, sequence, token}: EchoName): Uint8Array {
  const bytes = new Uint8Array(headerLength + 4 + filling.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, dialects[family].request);
  view.setUint16(4, identifier);
  view.setUint16(6, sequence);
  view.setUint32(headerLength, token);
  bytes.set(filling, headerLength + 4);
  if (family === 'ipv4') view.setUint16(2, internetChecksum(bytes));
  return bytes;
}

/**
 * Reads what came; undefined: it is something else.
 * @param bytes from the header of ICMP on
 */
export function readEcho(family: Family, source: Address, bytes: Uint8Array): EchoArrival | undefined {
  const dialect = dialects[family];
  if (bytes.length < headerLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(0);
  if (type === dialect.reply) {
    if (bytes.length < headerLength + 4) return undefined;
    return {type: 'reply', source, ...nameAt(view, 0), token: view.getUint32(headerLength)};
  }
  if (!dialect.errors.includes(type)) return undefined;
  const quoted = headerLength; // the packet that could not be delivered
  const echo = quoted + (family === 'ipv4' ? ipv4HeaderLength(bytes, quoted) : 40);
  if (bytes.length < echo + headerLength) return undefined;
  if (bytes[quoted + dialect.protocol.at] !== dialect.protocol.value || bytes[echo] !== dialect.request)
    return undefined;
  const isNetwork = type === dialect.unreachable && dialect.networkCodes.includes(view.getUint8(1));
  const code = isNetwork ? 'ENETUNREACH' : 'EHOSTUNREACH';
  return {
    type: 'unreachable',
    target: addressFromBytes(family, bytes, quoted + dialect.targetAt),
    code,
    ...nameAt(view, echo),
  };
}

/** Bytes of an IPv4 header; 0 where there is none. */
export function ipv4HeaderLength(bytes: Uint8Array, offset = 0): number {
  return ((bytes[offset] ?? 0) & 15) * 4;
}

function nameAt(view: DataView, offset: number): Omit<EchoName, 'token'> {
  return {identifier: view.getUint16(offset + 4), sequence: view.getUint16(offset + 6)};
}
