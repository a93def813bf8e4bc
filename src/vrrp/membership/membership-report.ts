import type {Address, Family} from '../../net/address.js';
import {addressFromBytes} from '../../net/address-bytes.js';
import {hasValidChecksum, pseudoHeaderSum} from '../../net/checksum.js';
import type {Mac} from '../../net/mac.js';
import type {Datagram} from '../datagram.js';
import {decodeEthernetFrame, etherTypes} from '../ethernet-frame.js';
import {parseIpv4Packet} from '../ipv4-packet.js';
import {parseIpv6Packet} from '../ipv6-packet.js';
import {protocolNumbers} from '../protocol-numbers.js';
import {igmpTypes, layouts, membershipProtocols, mldTypes, recordTypes} from './message-types.js';

/** What a station says of the groups it listens to. */
export interface MembershipReport {
  readonly station: Mac;
  /** 0.0.0.0 and :: are possible: a host without an address, or a switch that speaks for others (RFC 3376 §4.2.13). */
  readonly source: Address;
  /** Of IGMP, or of MLD. */
  readonly version: 1 | 2 | 3;
  readonly memberships: readonly Membership[];
}

export interface Membership {
  readonly group: Address;
  /** False: it has left. */
  readonly isMember: boolean;
}

/** Older reports have one group each: their versions. */
const olderReports: Readonly<Record<Family, ReadonlyMap<number | undefined, {version: 1 | 2; isMember: boolean}>>> = {
  ipv4: new Map([
    [igmpTypes.report1, {version: 1, isMember: true}],
    [igmpTypes.report2, {version: 2, isMember: true}],
    [igmpTypes.leave2, {version: 2, isMember: false}],
  ]),
  ipv6: new Map([
    [mldTypes.report1, {version: 1, isMember: true}],
    [mldTypes.done1, {version: 1, isMember: false}],
  ]),
};
/** Newer ones have records. */
const newerReports = {
  ipv4: {type: igmpTypes.report3, version: 3},
  ipv6: {type: mldTypes.report2, version: 2},
} as const;

/**
 * A report of IGMPv1 to v3 or MLDv1 and v2 in its frame; undefined for queries and everything else, for wrong checksums,
 * and for what a router has forwarded: all of it has a hop limit of 1.
 */
export function decodeMembershipReport(bytes: Uint8Array): MembershipReport | undefined {
  const frame = decodeEthernetFrame(bytes);
  const datagram =
    frame?.type === etherTypes.ipv4
      ? igmpDatagram(frame.payload)
      : frame?.type === etherTypes.ipv6
        ? mldDatagram(frame.payload)
        : undefined;
  if (!frame || datagram?.hopLimit !== 1) return undefined;
  const message = datagram.payload;
  const {family} = datagram.source;
  const {fixed, group} = layouts[family];
  const common = {station: frame.source, source: datagram.source};
  const older = olderReports[family].get(message[0]);
  if (older && message.length >= fixed) {
    const membership = {group: addressFromBytes(family, message, group), isMember: older.isMember};
    return {...common, version: older.version, memberships: [membership]};
  }
  const {type, version} = newerReports[family];
  const memberships = message[0] === type ? readRecords(message, family) : undefined;
  return memberships && {...common, version, memberships};
}

function igmpDatagram(packet: Uint8Array): Datagram | undefined {
  const parsed = parseIpv4Packet(packet);
  if (!parsed.ok || parsed.datagram.protocol !== membershipProtocols.igmp) return undefined;
  return hasValidChecksum(parsed.datagram.payload) ? parsed.datagram : undefined;
}

/** Behind a hop-by-hop header of 8 bytes. */
function mldDatagram(packet: Uint8Array): Datagram | undefined {
  const parsed = parseIpv6Packet(packet);
  if (!parsed.ok || parsed.datagram.protocol !== membershipProtocols.hopByHop) return undefined;
  const {source, destination, payload} = parsed.datagram;
  const [next, length] = payload;
  if (next !== protocolNumbers.icmpv6 || length !== 0) return undefined;
  const message = payload.subarray(8);
  const sum = pseudoHeaderSum(source, destination, protocolNumbers.icmpv6, message.length);
  return hasValidChecksum(message, sum) ? {...parsed.datagram, payload: message} : undefined;
}

/** Undefined where one is cut short. */
function readRecords(message: Uint8Array, family: Family): Membership[] | undefined {
  const {report, record, source} = layouts[family];
  if (message.length < report) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const memberships: Membership[] = [];
  let at: number = report;
  for (let left = view.getUint16(6); left > 0; left--) {
    if (at + record > message.length) return undefined;
    const sources = view.getUint16(at + 2);
    const end = at + record + sources * source + 4 * view.getUint8(at + 1); // auxiliary data counts in words
    if (end > message.length) return undefined;
    const group = addressFromBytes(family, message, at + 4);
    memberships.push({group, isMember: isMember(view.getUint8(at), sources)});
    at = end;
  }
  return memberships;
}

/** To be left is to include no sources. */
function isMember(type: number, sources: number): boolean {
  const {isExclude, toExclude, isInclude, toInclude, allowSources} = recordTypes;
  if (type === isExclude || type === toExclude) return true;
  return (type === isInclude || type === toInclude || type === allowSources) && sources > 0;
}
