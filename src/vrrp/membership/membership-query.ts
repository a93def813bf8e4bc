import {type Address, type Ipv4Address, type Ipv6Address, ipv4} from '../../net/address.js';
import {writeAddress} from '../../net/address-bytes.js';
import {internetChecksum, pseudoHeaderSum} from '../../net/checksum.js';
import {type Mac, multicastMac} from '../../net/mac.js';
import {encodeEthernetFrame, etherTypes} from '../ethernet-frame.js';
import type {Milliseconds} from '../intervals.js';
import {encodeIpv6Packet} from '../ipv6-packet.js';
import {protocolNumbers} from '../protocol-numbers.js';
import {alertedIpv4Packet, alertHeader} from './router-alert.js';
import {igmpTypes, layouts, membershipProtocols, mldTypes} from './message-types.js';

/** Whoever asks, and whom. */
interface Question {
  readonly station: Mac;
  /** Members may wait as long, each at random: below 12,800 ms for IGMP, in tenths of a second. */
  readonly longestWait: Milliseconds;
  /**
   * `newer` is IGMPv3 or MLDv2, which older hosts answer in their own version. `older` makes newer hosts keep to the older
   * version for some minutes (RFC 3376 §7.2.1, RFC 3810 §8.2.1).
   */
  readonly version: 'newer' | 'older';
}

export interface IgmpQuestion extends Question {
  readonly group: Ipv4Address;
}

export interface MldQuestion extends Question {
  readonly group: Ipv6Address;
  /** Link-local: members answer nobody else (RFC 3810 §5.1.14). */
  readonly source: Ipv6Address;
}

/** The flag S, that routers and switches shall not take the group for left if nobody answers (RFC 3376 §4.1.5, RFC 3810 §5.1.7), and a robustness of 2. */
const suppressAndRobustness = 0x0a;
/** Seconds of a querier's interval: the default (RFC 3376 §8.2). */
const queryInterval = 125;

/**
 * "Who listens to this group?", in its frame (RFC 2236 §2, RFC 3376 §4.1). It has no source, so that no router yields to
 * us as the querier (RFC 3376 §6.6.2 goes by the address; RFC 4541 §2.1.1 has 0.0.0.0 win no election).
 */
export function encodeIgmpQuery({station, group, longestWait, version}: IgmpQuestion): Uint8Array {
  const message = emptyQuery(group, version);
  message[0] = igmpTypes.query;
  message[1] = Math.round(longestWait / 100);
  setChecksum(message, 0);
  const packet = alertedIpv4Packet(ipv4(0), group, membershipProtocols.igmp, message);
  return frameOf(station, group, etherTypes.ipv4, packet);
}

/** The same for MLD (RFC 2710 §3, RFC 3810 §5.1). NB: a router whose address is higher may take us for the querier. */
export function encodeMldQuery({station, group, source, longestWait, version}: MldQuestion): Uint8Array {
  const message = emptyQuery(group, version);
  message[0] = mldTypes.query;
  new DataView(message.buffer).setUint16(4, Math.round(longestWait));
  setChecksum(message, pseudoHeaderSum(source, group, protocolNumbers.icmpv6, message.length));
  const packet = encodeIpv6Packet(
    {
      source,
      destination: group,
      protocol: membershipProtocols.hopByHop,
      hopLimit: 1,
      payload: new Uint8Array([...alertHeader(protocolNumbers.icmpv6), ...message]),
    },
    {trafficClass: 0, flowLabel: 0},
  );
  return frameOf(station, group, etherTypes.ipv6, packet);
}

/** Without its type, its wait and its checksum. */
function emptyQuery(group: Address, version: Question['version']): Uint8Array<ArrayBuffer> {
  const {fixed, group: groupAt, newerQuery} = layouts[group.family];
  const message = new Uint8Array(version === 'newer' ? newerQuery : fixed);
  writeAddress(group, message, groupAt);
  if (version === 'newer') message.set([suppressAndRobustness, queryInterval], fixed);
  return message;
}

function setChecksum(message: Uint8Array<ArrayBuffer>, sum: number): void {
  new DataView(message.buffer).setUint16(2, internetChecksum(message, sum));
}

function frameOf(source: Mac, group: Address, type: number, payload: Uint8Array): Uint8Array {
  return encodeEthernetFrame({destination: multicastMac(group), source, type, payload});
}
