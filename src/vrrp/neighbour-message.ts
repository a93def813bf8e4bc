import {type Ipv6Address, isSameAddress} from '../net/address.js';
import {addressFromBytes, writeAddress} from '../net/address-bytes.js';
import {hasValidChecksum, internetChecksum, pseudoHeaderSum} from '../net/checksum.js';
import {type Mac, macFromBytes, writeMac} from '../net/mac.js';
import type {Datagram, Route} from './datagram.js';
import {isMulticast, solicitedNodeGroup} from './multicast.js';
import {linkLocalHopLimit, protocolNumbers} from './protocol-numbers.js';

/** RFC 4861 §4.3: who has this address? */
export interface NeighbourSolicitation {
  readonly type: 'solicitation';
  readonly target: Ipv6Address;
  /** Where to answer; absent when the sender has no address yet and probes for one (RFC 4862 §5.4.2). */
  readonly sourceMac: Mac | undefined;
}

/** RFC 4861 §4.4: this address is here. */
export interface NeighbourAdvertisement {
  readonly type: 'advertisement';
  readonly target: Ipv6Address;
  readonly isRouter: boolean;
  readonly isSolicited: boolean;
  /** Caches shall forget what they knew. */
  readonly overrides: boolean;
  readonly targetMac: Mac | undefined;
}

export type NeighbourMessage = NeighbourSolicitation | NeighbourAdvertisement;

/** ICMPv6 types, and the option that carries the Ethernet address (RFC 4861 §4.6.1). */
const wireTypes = {solicitation: {type: 135, option: 1}, advertisement: {type: 136, option: 2}} as const;
const fixedLength = 24;
const optionLength = 8;
const flags = {router: 0x80, solicited: 0x40, override: 0x20} as const;

/** The ICMPv6 message, its checksum filled in (RFC 4443 §2.3). */
export function encodeNeighbourMessage(message: NeighbourMessage, {source, destination}: Route): Uint8Array {
  const station = message.type === 'solicitation' ? message.sourceMac : message.targetMac;
  const bytes = new Uint8Array(fixedLength + (station ? optionLength : 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, wireTypes[message.type].type);
  if (message.type === 'advertisement') {
    const {isRouter, isSolicited, overrides} = message;
    const bits = (isRouter ? flags.router : 0) | (isSolicited ? flags.solicited : 0) | (overrides ? flags.override : 0);
    view.setUint8(4, bits);
  }
  writeAddress(message.target, bytes, 8);
  if (station) {
    bytes.set([wireTypes[message.type].option, optionLength / 8], fixedLength);
    writeMac(station, bytes, fixedLength + 2);
  }
  const sum = pseudoHeaderSum(source, destination, protocolNumbers.icmpv6, bytes.length);
  view.setUint16(2, internetChecksum(bytes, sum));
  return bytes;
}

/** Undefined for any other message, and for what RFC 4861 §7.1.1 and §7.1.2 have discarded: reserved bits and unknown options are skipped. */
export function decodeNeighbourMessage(datagram: Datagram): NeighbourMessage | undefined {
  const {source, destination, protocol, hopLimit, payload} = datagram;
  if (protocol !== protocolNumbers.icmpv6 || hopLimit !== linkLocalHopLimit || payload.length < fixedLength)
    return undefined;
  const kind = payload[0] === wireTypes.solicitation.type ? 'solicitation' : 'advertisement';
  if (payload[0] !== wireTypes[kind].type || payload[1] !== 0) return undefined;
  if (!hasValidChecksum(payload, pseudoHeaderSum(source, destination, protocol, payload.length))) return undefined;
  const options = optionsOf(payload);
  const target = addressFromBytes('ipv6', payload, 8) as Ipv6Address;
  if (!options || isMulticast(target)) return undefined;
  const at = options.get(wireTypes[kind].option);
  const station = at === undefined ? undefined : macFromBytes(payload, at + 2);
  if (kind === 'solicitation') {
    const isProbe = source.family === 'ipv6' && source.words.every(word => word === 0);
    const isWellFormed = !isProbe || (station === undefined && isSameAddress(destination, solicitedNodeGroup(target)));
    return isWellFormed ? {type: kind, target, sourceMac: station} : undefined; // §7.1.1
  }
  const bits = payload[4] as number;
  const isSolicited = (bits & flags.solicited) !== 0;
  if (isSolicited && isMulticast(destination)) return undefined; // §7.1.2
  return {
    type: kind,
    target,
    isRouter: (bits & flags.router) !== 0,
    isSolicited,
    overrides: (bits & flags.override) !== 0,
    targetMac: station,
  };
}

/** Where each type of option begins; undefined if one is empty or cut short (RFC 4861 §4.6), or an address of a link is not an Ethernet address. */
function optionsOf(payload: Uint8Array): Map<number, number> | undefined {
  const options = new Map<number, number>();
  for (let at = fixedLength; at < payload.length; ) {
    const type = payload[at] as number;
    const length = 8 * (payload[at + 1] ?? 0);
    if (length === 0 || at + length > payload.length) return undefined;
    if ((type === wireTypes.solicitation.option || type === wireTypes.advertisement.option) && length !== optionLength)
      return undefined;
    options.set(type, at);
    at += length;
  }
  return options;
}
