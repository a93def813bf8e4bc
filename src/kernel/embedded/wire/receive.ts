import {align} from '../../netlink/attribute-set.js';
import {controller} from '../../netlink/generic.js';
import {flag, genericHeaderLength, headerLength, type Message, messageType} from '../../netlink/message.js';
import {command, commandAttributes, family, informationAttributes} from '../../ipvs/attributes.js';
import {change} from '../commands/change.js';
import {Failure, type Outcome} from '../commands/outcome.js';
import type {Surroundings} from '../commands/request.js';
import {parseServiceName} from '../commands/service-request.js';
import type {Director} from '../director.js';
import {connectionTableSize, version} from '../release.js';
import {answerFamily, controllerVersion, familyId} from './controller.js';
import type {Dump} from './dump.js';
import {type Fill, fillService} from './fill.js';
import {operations} from './operations.js';
import {isViolation, parseLeniently} from './policy.js';
import {acknowledgement, messageDatagram, type SocketOptions} from './replies.js';

/** The kernel's end of a socket. */
export interface Peer {
  readonly port: number;
  readonly options: SocketOptions;
  reply(datagram: Buffer): void;
  /** Begins a dump; false while another one runs. */
  beginDump(dump: Dump): boolean;
}

export interface Context {
  readonly director: Director;
  readonly surroundings: Surroundings;
  /** CAP_NET_ADMIN in the initial user namespace. */
  readonly isPrivileged: boolean;
}

/** netlink_rcv_skb(): the messages of a datagram, each answered before the next is read. Returns whether anything may have changed. */
export function receive(context: Context, peer: Peer, datagram: Buffer): boolean {
  let hasChanged = false;
  for (let at = 0; datagram.length - at >= headerLength; ) {
    const length = datagram.readUInt32LE(at);
    if (length < headerLength || length > datagram.length - at) break; // the rest is ignored, and nobody told
    const message: Message = {
      type: datagram.readUInt16LE(at + 4),
      flags: datagram.readUInt16LE(at + 6),
      sequence: datagram.readUInt32LE(at + 8),
      start: at + headerLength,
      end: at + length,
    };
    const isRequest = (message.flags & flag.request) !== 0 && message.type >= messageType.firstFamily;
    const outcome = isRequest ? answer(context, peer, datagram, message) : undefined;
    hasChanged ||= outcome === 'changed';
    if (outcome !== 'dumping' && (outcome instanceof Failure || (message.flags & flag.ack) !== 0)) {
      peer.reply(
        acknowledgement(datagram, message, outcome instanceof Failure ? outcome : undefined, peer.options, peer.port),
      );
    }
    at += align(length);
  }
  return hasChanged;
}

/** Whether a datagram asks for more than reading. */
export function mayChange(datagram: Buffer): boolean {
  for (let at = 0; datagram.length - at >= headerLength + genericHeaderLength; ) {
    const length = datagram.readUInt32LE(at);
    if (length < headerLength || length > datagram.length - at) return false;
    if (datagram.readUInt16LE(at + 4) === familyId && !readingCommands.has(datagram[at + headerLength] as number))
      return true;
    at += align(length);
  }
  return false;
}

const readingCommands: ReadonlySet<number> = new Set([
  command.getService,
  command.getDest,
  command.getDaemon,
  command.getConfig,
  command.getInfo,
]);

type Answer = Failure | 'changed' | 'dumping' | undefined;

/** genl_rcv_msg(): which family, which command, may it. */
function answer(context: Context, peer: Peer, datagram: Buffer, message: Message): Answer {
  if (message.type !== familyId && message.type !== controller.family) return new Failure('ENOENT');
  if (message.end - message.start < genericHeaderLength) return new Failure('EINVAL');
  const number = datagram[message.start] as number;
  const attributesStart = message.start + genericHeaderLength;
  const isDump = (message.flags & flag.dump) === flag.dump;
  if (message.type === controller.family) {
    if (number !== controller.getFamily || isDump) return new Failure('EOPNOTSUPP');
    return send(peer, message, controller.newFamily, answerFamily(datagram, attributesStart, message.end));
  }
  const operation = operations.find(row => row.command === number);
  if (!operation) return new Failure('EOPNOTSUPP');
  if (!context.isPrivileged) return new Failure('EPERM');
  if (isDump ? !operation.dumps : !operation.does) return new Failure('EOPNOTSUPP');
  if (isDump) {
    const request = Buffer.from(datagram.subarray(message.start, message.end)); // the sender may use its buffer again
    const kept = {...message, start: 0, end: request.length};
    return peer.beginDump({command: number, request, message: kept, sent: 0}) ? 'dumping' : new Failure('EBUSY');
  }
  return act(context, peer, datagram, message, number);
}

/** The commands that are no dumps. */
function act({director, surroundings}: Context, peer: Peer, buffer: Buffer, message: Message, number: number): Answer {
  const attributes = parseLeniently(commandAttributes, buffer, message.start + genericHeaderLength, message.end);
  if (isViolation(attributes)) return new Failure(attributes.code, attributes);
  switch (number) {
    case command.getInfo:
      return send(
        peer,
        message,
        command.setInfo,
        attributesFill(informationAttributes, {version, connectionTableSize}),
      );
    case command.getConfig: {
      const {tcp, tcpFin, udp} = director.timeouts;
      return send(
        peer,
        message,
        command.setConfig,
        attributesFill(commandAttributes, {timeoutTcp: tcp, timeoutTcpFin: tcpFin, timeoutUdp: udp}),
      );
    }
    case command.getService: {
      const name = parseServiceName(director, surroundings, buffer, attributes.service);
      if (name instanceof Failure) return name;
      return send(peer, message, command.newService, name.found ? fillService(name.found) : new Failure('ESRCH'));
    }
    default: {
      const outcome: Outcome = change(director, surroundings, number, {buffer, attributes});
      return outcome ?? 'changed';
    }
  }
}

function send(peer: Peer, request: Message, number: number, fill: Fill | Failure): Failure | undefined {
  if (fill instanceof Failure) return fill;
  const isController = request.type === controller.family;
  const header = {
    family: request.type,
    command: number,
    version: isController ? controllerVersion : family.version,
    flags: 0,
    sequence: request.sequence,
    port: peer.port,
  };
  peer.reply(messageDatagram(header, fill));
  return undefined;
}

function attributesFill<V>(
  set: {lengthOf(values: V): number; write(values: V, buffer: Buffer, offset: number): void},
  values: V,
): Fill {
  return (buffer, offset) => {
    set.write(values, buffer, offset);
    return offset + set.lengthOf(values);
  };
}
