import type {NetlinkSocket} from '../../../src/kernel/kernel.js';
import {align} from '../../../src/kernel/netlink/attribute-set.js';
import {headerLength, messageType, readMessages, writeHeader} from '../../../src/kernel/netlink/message.js';

/** One request as it was sent. */
export interface SentRequest {
  readonly family: number;
  readonly flags: number;
  readonly sequence: number;
  readonly command: number;
  readonly attributes: Buffer;
}

/** A socket in memory: keeps what is sent, and answers as it is told to. */
export class ScriptedSocket implements NetlinkSocket {
  readonly datagrams: Buffer[] = [];
  isClosed = false;
  onDatagram: (datagram: Buffer) => void = () => {};
  onError: (error: Error) => void = () => {};

  /** @param answer called after each send, in a later turn of the loop, as a kernel's answer comes */
  constructor(private readonly answer: (requests: SentRequest[], socket: ScriptedSocket) => void = () => {}) {}

  send(datagram: Uint8Array): void {
    const copy = Buffer.from(datagram);
    this.datagrams.push(copy);
    queueMicrotask(() => this.answer(requestsOf(copy), this));
  }

  /** Hands over one datagram. */
  reply(...messages: readonly Buffer[]): void {
    this.onDatagram(Buffer.concat(messages));
  }

  close(): void {
    this.isClosed = true;
  }
}

export function requestsOf(datagram: Buffer): SentRequest[] {
  return readMessages(datagram).map(({type, flags, sequence, start, end}) => ({
    family: type,
    flags,
    sequence,
    command: datagram[start] as number,
    attributes: datagram.subarray(start + 4, end),
  }));
}

/** A message with its header, padded. */
export function message(type: number, flags: number, sequence: number, payload: Uint8Array): Buffer {
  const buffer = Buffer.alloc(align(headerLength + payload.length));
  writeHeader(buffer, 0, headerLength + payload.length, type, flags, sequence);
  buffer.set(payload, headerLength);
  return buffer;
}

/** NLMSG_ERROR: an acknowledgement where the number is 0. */
export function errorMessage(sequence: number, errno: number): Buffer {
  const payload = Buffer.alloc(20);
  payload.writeInt32LE(0 - errno);
  return message(messageType.error, 0, sequence, payload);
}

/** NLMSG_DONE. */
export function doneMessage(sequence: number, errno = 0): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeInt32LE(0 - errno);
  return message(messageType.done, 2, sequence, payload);
}

/** An answer of a generic netlink family. */
export function dataMessage(family: number, sequence: number, command: number, attributes: Uint8Array): Buffer {
  return message(family, 2, sequence, Buffer.concat([Buffer.from([command, 1, 0, 0]), attributes]));
}
