import type {Address, Family} from '../../net/address.js';
import {decodeArpFrame, isGratuitous} from '../arp-packet.js';
import {type Datagram, datagramFromIpv6Socket} from '../datagram.js';
import {decodeAdvertisement} from '../decode-advertisement.js';
import {decodeEthernetFrame, etherTypes} from '../ethernet-frame.js';
import {parseIpv4Packet} from '../ipv4-packet.js';
import {parseIpv6Packet} from '../ipv6-packet.js';
import {decodeNeighbourFrame} from '../neighbour-frame.js';
import type {ClaimEvent, ObserverEvent} from '../observer/observer-event.js';
import type {IpPacket, ReceivedFrame} from '../ports.js';
import type {Rejected} from '../rejection.js';

/**
 * What a frame of protocol 112 or 51 tells; undefined for one that is of no concern here.
 * @param isForUs the IP layer, which did not look at it, would have known: addresses of this host, and groups
 */
export function eventOfAdvertisement(
  {interface: index, bytes}: ReceivedFrame,
  isForUs: (destination: Address) => boolean,
): ObserverEvent | undefined {
  const frame = decodeEthernetFrame(bytes);
  if (!frame) return undefined;
  const family = frame.type === etherTypes.ipv4 ? 'ipv4' : 'ipv6';
  const packet = family === 'ipv4' ? parseIpv4Packet(frame.payload) : parseIpv6Packet(frame.payload);
  if (!packet.ok) return rejection(index, family, packet);
  return isForUs(packet.datagram.destination) ? eventOfDatagram(index, family, packet.datagram) : undefined;
}

/** The same of a packet that the IP layer has looked at. */
export function eventOfPacket(packet: IpPacket): ObserverEvent {
  const {interface: index, family} = packet;
  if (packet.family === 'ipv6') {
    const {bytes, source, destination, hopLimit} = packet;
    return eventOfDatagram(index, family, datagramFromIpv6Socket(bytes, source, destination, hopLimit));
  }
  const parsed = parseIpv4Packet(packet.bytes);
  return parsed.ok ? eventOfDatagram(index, family, parsed.datagram) : rejection(index, family, parsed);
}

/** What an ARP or neighbour discovery frame tells; undefined for questions, and for what is neither. */
export function eventOfClaim(frame: ReceivedFrame, kind: 'arp' | 'neighbours'): ClaimEvent | undefined {
  return kind === 'arp' ? arpClaim(frame) : neighbourClaim(frame);
}

function eventOfDatagram(index: number, family: Family, datagram: Datagram): ObserverEvent {
  const decoded = decodeAdvertisement(datagram);
  if (!decoded.ok) return rejection(index, family, decoded, datagram);
  const {source, destination} = datagram;
  const {advertisement, hasTrailer} = decoded;
  return {type: 'advertisement', interface: index, source, destination, advertisement, hasTrailer};
}

function rejection(index: number, family: Family, {rejection: {code}}: Rejected, datagram?: Datagram): ObserverEvent {
  if (code === 'carp') return {type: 'carp', interface: index, family, virtualHost: datagram?.payload[1] ?? 0};
  return {type: 'rejection', interface: index, family, code};
}

function arpClaim({interface: index, bytes}: ReceivedFrame): ClaimEvent | undefined {
  const packet = decodeArpFrame(bytes)?.packet;
  if (!packet || packet.senderAddress.value === 0) return undefined;
  const isAnswer = packet.operation === 'reply' && !isGratuitous(packet);
  if (!isAnswer && !isGratuitous(packet)) return undefined;
  return {type: 'claim', interface: index, address: packet.senderAddress, mac: packet.senderMac, isAnswer};
}

function neighbourClaim({interface: index, bytes}: ReceivedFrame): ClaimEvent | undefined {
  const frame = decodeNeighbourFrame(bytes);
  if (frame?.message.type !== 'advertisement') return undefined;
  const {target, targetMac, isSolicited} = frame.message;
  return {type: 'claim', interface: index, address: target, mac: targetMac ?? frame.sourceMac, isAnswer: isSolicited};
}
