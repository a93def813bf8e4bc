import {writeU16} from './bytes.js';
import {align} from './attribute-set.js';
import {genericHeaderLength, headerLength, writeHeader} from './message.js';

/** A generic netlink request: which family is asked to do what, with which attributes. */
export interface Request {
  readonly family: number;
  readonly version: number;
  readonly command: number;
  /** Undefined for a command without attributes. */
  readonly payload: Payload | undefined;
}

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

/** Bytes the request takes in a datagram, padding included. */
export function requestLength(request: Request): number {
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
  const start = offset + headerLength + genericHeaderLength;
  const end = request.payload?.write(buffer, start) ?? start;
  writeHeader(buffer, offset, end - offset, request.family, flags, sequence);
  buffer[offset + headerLength] = request.command;
  buffer[offset + headerLength + 1] = request.version;
  writeU16(buffer, offset + headerLength + 2, 0);
  return end; // attributes end at a multiple of 4
}
