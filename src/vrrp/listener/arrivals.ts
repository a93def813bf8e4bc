import {decodeArpFrame, isGratuitous} from '../arp-packet.js';
import {type Datagram, datagramFromIpv6Socket} from '../datagram.js';
import {decodeAdvertisement} from '../decode-advertisement.js';
import {parseIpv4Packet} from '../ipv4-packet.js';
import {decodeNeighbourFrame} from '../neighbour-frame.js';
import type {AdvertisementEvent, ClaimEvent, ObserverEvent} from '../observer/observer-event.js';
import type {IpPacket, ReceivedFrame} from '../ports.js';
import type {Rejected} from '../rejection.js';

/** What a packet of protocol 112 or 51 tells. */
export function eventOfPacket(packet: IpPacket): ObserverEvent {
  if (packet.family === 'ipv6') {
    const {bytes, source, destination, hopLimit} = packet;
    return eventOfDatagram(packet, datagramFromIpv6Socket(bytes, source, destination, hopLimit));
  }
  const parsed = parseIpv4Packet(packet.bytes);
  return parsed.ok ? eventOfDatagram(packet, parsed.datagram) : rejection(packet, parsed);
}

/** What an ARP or neighbour discovery frame tells; undefined for questions, and for what is neither. */
export function eventOfFrame(frame: ReceivedFrame, kind: 'arp' | 'neighbours'): ClaimEvent | undefined {
  return kind === 'arp' ? arpClaim(frame) : neighbourClaim(frame);
}

function eventOfDatagram(packet: IpPacket, datagram: Datagram): ObserverEvent {
  const decoded = decodeAdvertisement(datagram);
  if (!decoded.ok) return rejection(packet, decoded, datagram);
  const {source, destination} = datagram;
  const {advertisement, hasTrailer} = decoded;
  const event: AdvertisementEvent = {
    type: 'advertisement',
    interface: packet.interface,
    source,
    destination,
    advertisement,
    hasTrailer,
  };
  return event;
}

function rejection(
  {interface: index, family}: IpPacket,
  {rejection: {code}}: Rejected,
  datagram?: Datagram,
): ObserverEvent {
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
