import {align} from '../../netlink/attribute-set.js';
import {
  flag,
  genericHeaderLength,
  headerLength,
  type Message,
  messageType,
  writeHeader,
} from '../../netlink/message.js';
import type {Failure} from '../commands/outcome.js';
import {extendedAck} from './extended-ack.js';
import {type Fill, longestEntry} from './fill.js';

/** NLM_F_CAPPED and NLM_F_ACK_TLVS of <linux/netlink.h>. */
const errorFlag = {capped: 0x100, attributes: 0x200} as const;
/** struct nlmsgerr: the number, and the header of the request. */
const errorLength = 4 + headerLength;

/** What setsockopt(2) can ask of a netlink socket; a default one has neither. */
export interface SocketOptions {
  /** NETLINK_CAP_ACK: error replies do not repeat the request. */
  readonly capsAcks: boolean;
  /** NETLINK_EXT_ACK: error replies say what was refused. */
  readonly extendsAcks: boolean;
}

/** netlink_ack(): the reply to a request that was done (no failure) or not. */
export function acknowledgement(
  datagram: Buffer,
  request: Message,
  failure: Failure | undefined,
  options: SocketOptions,
  port: number,
): Buffer {
  const isCapped = !failure || options.capsAcks;
  const requestLength = request.end - request.start;
  const errorEnd = headerLength + errorLength + (isCapped ? 0 : align(requestLength));
  const violation = options.extendsAcks ? failure?.violation : undefined;
  const start = request.start - headerLength;
  const attributes = violation ? extendedAck(violation, violation.offset - start, errorEnd) : Buffer.alloc(0);
  const length = headerLength + errorLength + (isCapped ? 0 : requestLength);
  const reply = Buffer.alloc(violation ? errorEnd + attributes.length : length);
  const flags = (isCapped ? errorFlag.capped : 0) | (violation ? errorFlag.attributes : 0);
  writeHeader(reply, 0, reply.length, messageType.error, flags, request.sequence, port);
  reply.writeInt32LE(-(failure?.errno ?? 0), headerLength);
  datagram.copy(reply, headerLength + 4, start, isCapped ? request.start : request.end);
  attributes.copy(reply, errorEnd);
  return reply;
}

/** One message of a family: its header, and attributes. Returns the offset behind it. */
export function writeMessage(buffer: Buffer, offset: number, header: MessageHeader, fill: Fill): number {
  const end = fill(buffer, offset + headerLength + genericHeaderLength);
  writeHeader(buffer, offset, end - offset, header.family, header.flags, header.sequence, header.port);
  buffer.writeUInt32LE(header.command | (header.version << 8), offset + headerLength);
  return end;
}

export interface MessageHeader {
  readonly family: number;
  readonly command: number;
  readonly version: number;
  readonly flags: number;
  readonly sequence: number;
  readonly port: number;
}

/** A datagram of one message. */
export function messageDatagram(header: MessageHeader, fill: Fill): Buffer {
  const buffer = Buffer.alloc(headerLength + genericHeaderLength + 2 * longestEntry);
  return buffer.subarray(0, writeMessage(buffer, 0, header, fill));
}

/** NLMSG_DONE. */
export function doneDatagram(sequence: number, port: number): Buffer {
  const reply = Buffer.alloc(headerLength + 4);
  writeHeader(reply, 0, reply.length, messageType.done, flag.multi, sequence, port);
  return reply;
}
