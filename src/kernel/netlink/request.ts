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
  readonly length: number;
  write(buffer: Buffer, offset: number): void;
}

export function payload<V>(
  set: {lengthOf(values: V): number; write(values: V, buffer: Buffer, offset: number): void},
  values: V,
): Payload {
  return {length: set.lengthOf(values), write: (buffer, offset) => set.write(values, buffer, offset)};
}

/** Bytes the request takes in a datagram, padding included. */
export function requestLength(request: Request): number {
  return align(headerLength + genericHeaderLength + (request.payload?.length ?? 0));
}

/** Writes the request and returns the offset behind it. */
export function writeRequest(
  buffer: Buffer,
  offset: number,
  request: Request,
  flags: number,
  sequence: number,
): number {
  const length = headerLength + genericHeaderLength + (request.payload?.length ?? 0);
  writeHeader(buffer, offset, length, request.family, flags, sequence);
  buffer[offset + headerLength] = request.command;
  buffer[offset + headerLength + 1] = request.version;
  buffer.writeUInt16LE(0, offset + headerLength + 2);
  request.payload?.write(buffer, offset + headerLength + genericHeaderLength);
  return offset + align(length);
}
