import {writeU16} from './bytes.js';
import {align} from './attribute-set.js';
import {genericHeaderLength, headerLength, messageType, writeHeader} from './message.js';

export type Request = GenericRequest | StructRequest;

/** A generic netlink request: which family is asked to do what, with which attributes. */
export interface GenericRequest {
  readonly family: number;
  readonly version: number;
  readonly command: number;
  /** Undefined for a command without attributes. */
  readonly payload: Payload | undefined;
}

/** A request of a netlink family whose messages begin with a struct of its own where generic netlink has genlmsghdr. */
export interface StructRequest {
  readonly family?: undefined;
  readonly type: number;
  /** NLM_F_* besides those of the exchange, such as NLM_F_CREATE. */
  readonly flags: number;
  /** The struct and the attributes. */
  readonly payload: Payload;
  /** The type of the messages that answer it. */
  readonly replyType: number;
}

/**
 * NLMSG_NOOP: does nothing, and is acknowledged. Ends a batch whose last request may go unanswered: netlink_rcv_skb()
 * says nothing where a request ended in EINTR, which is how a synchronization daemon ends that was stopped before its
 * thread first ran.
 */
export const noOperation: StructRequest = {
  type: messageType.noop,
  flags: 0,
  payload: {lengthOf: () => 0, write: (_, offset) => offset},
  replyType: messageType.noop,
};

/** Attribute values together with the table that encodes them. */
export interface Payload {
  lengthOf(): number;
  /** Returns the offset behind what was written. */
  write(buffer: Buffer, offset: number): number;
}

/** What a table can encode. */
interface Encoder<V> {
  lengthOf(values: V): number;
  write(values: V, buffer: Buffer, offset: number): number;
}

export function payload<V>(set: Encoder<V>, values: V): Payload {
  return {lengthOf: () => set.lengthOf(values), write: (buffer, offset) => set.write(values, buffer, offset)};
}

/** The type of the messages that answer a request. */
export function replyTypeOf(request: Request): number {
  return request.family ?? request.replyType;
}

/** Bytes the request takes in a datagram, padding included. */
export function requestLength(request: Request): number {
  if (request.family === undefined) return align(headerLength + request.payload.lengthOf());
  return align(headerLength + genericHeaderLength + (request.payload?.lengthOf() ?? 0));
}

/** Writes the request and returns the offset behind it. */
export function writeRequest(
  buffer: Buffer,
  offset: number,
  request: Request,
  flags: number,
  sequence: number,
): number {
  if (request.family === undefined) return writeStructRequest(buffer, offset, request, flags, sequence);
  const start = offset + headerLength + genericHeaderLength;
  const end = request.payload?.write(buffer, start) ?? start;
  writeHeader(buffer, offset, end - offset, request.family, flags, sequence);
  buffer[offset + headerLength] = request.command;
  buffer[offset + headerLength + 1] = request.version;
  writeU16(buffer, offset + headerLength + 2, 0);
  return end; // attributes end at a multiple of 4
}

function writeStructRequest(
  buffer: Buffer,
  offset: number,
  {type, payload, flags: own}: StructRequest,
  flags: number,
  sequence: number,
): number {
  const end = payload.write(buffer, offset + headerLength);
  writeHeader(buffer, offset, end - offset, type, flags | own, sequence);
  return end;
}
