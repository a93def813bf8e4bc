import {align} from './attribute-set.js';
import {readU16, readU32, writeU16, writeU32} from './bytes.js';
import {MalformedReply} from './malformed-reply.js';

/** NLM_F_* of <linux/netlink.h>. */
export const flag = {
  request: 0x1,
  multi: 0x2,
  ack: 0x4,
  dumpInterrupted: 0x10,
  exclusive: 0x200,
  dump: 0x300,
  create: 0x400,
} as const;

/** NLMSG_ERROR, NLMSG_DONE, and the first number of a family's own messages. */
export const messageType = {noop: 1, error: 2, done: 3, firstFamily: 0x10} as const;

/** struct nlmsghdr; the payload is buffer[start..end). */
export interface Message {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  readonly start: number;
  readonly end: number;
}

export const headerLength = 16;
/** struct genlmsghdr: command, version, two reserved bytes. */
export const genericHeaderLength = 4;

/** The messages of a datagram, in order. Throws MalformedReply where a length does not fit. */
export function readMessages(datagram: Buffer): Message[] {
  const messages: Message[] = [];
  for (let at = 0; at < datagram.length; ) {
    const left = datagram.length - at;
    const length = left >= headerLength ? readU32(datagram, at) : 0;
    if (length < headerLength || length > left)
      throw new MalformedReply('', `at byte ${at} has length ${length}, ${left} bytes are left`);
    messages.push({
      type: readU16(datagram, at + 4),
      flags: readU16(datagram, at + 6),
      sequence: readU32(datagram, at + 8),
      start: at + headerLength,
      end: at + length,
    });
    at += align(length);
  }
  return messages;
}

/** struct nlmsgerr at the start of an error or done message: 0, or a positive error number. */
export function readErrno(datagram: Buffer, message: Message): number {
  if (message.end - message.start < 4) throw new MalformedReply('', 'of type error is too short to hold a number');
  return 0 - datagram.readInt32LE(message.start); // a minus sign would make an acknowledgement -0
}

/** Writes struct nlmsghdr. */
export function writeHeader(
  buffer: Buffer,
  offset: number,
  length: number,
  type: number,
  flags: number,
  sequence: number,
  port = 0,
): void {
  writeU32(buffer, offset, length);
  writeU16(buffer, offset + 4, type);
  writeU16(buffer, offset + 6, flags);
  writeU32(buffer, offset + 8, sequence);
  writeU32(buffer, offset + 12, port);
}
