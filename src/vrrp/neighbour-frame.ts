import {type Ipv6Address, ipv6} from '../net/address.js';
import {type Mac, multicastMac} from '../net/mac.js';
import {decodeEthernetFrame, encodeEthernetFrame, etherTypes} from './ethernet-frame.js';
import {encodeIpv6Packet, parseIpv6Packet} from './ipv6-packet.js';
import {allNodes, solicitedNodeGroup} from './multicast.js';
import {decodeNeighbourMessage, encodeNeighbourMessage, type NeighbourMessage} from './neighbour-message.js';
import {linkLocalHopLimit, protocolNumbers} from './protocol-numbers.js';

/** A message of neighbour discovery in its frame. */
export interface NeighbourFrame {
  readonly sourceMac: Mac;
  readonly destinationMac: Mac;
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  readonly message: NeighbourMessage;
}

export function encodeNeighbourFrame(frame: NeighbourFrame): Uint8Array {
  const {source, destination} = frame;
  const packet = encodeIpv6Packet(
    {
      source,
      destination,
      protocol: protocolNumbers.icmpv6,
      hopLimit: linkLocalHopLimit,
      payload: encodeNeighbourMessage(frame.message, frame),
    },
    {trafficClass: 0, flowLabel: 0},
  );
  return encodeEthernetFrame({
    destination: frame.destinationMac,
    source: frame.sourceMac,
    type: etherTypes.ipv6,
    payload: packet,
  });
}

/** Undefined for any other frame. */
export function decodeNeighbourFrame(bytes: Uint8Array): NeighbourFrame | undefined {
  const frame = decodeEthernetFrame(bytes);
  if (frame?.type !== etherTypes.ipv6) return undefined;
  const packet = parseIpv6Packet(frame.payload);
  const message = packet.ok ? decodeNeighbourMessage(packet.datagram) : undefined;
  if (!packet.ok || !message) return undefined;
  return {
    sourceMac: frame.source,
    destinationMac: frame.destination,
    source: packet.datagram.source as Ipv6Address,
    destination: packet.datagram.destination as Ipv6Address,
    message,
  };
}

/** "This address is here now" (RFC 9568 §6.4.2, RFC 4861 §7.2.6), to every node, from the address itself as keepalived sends it. @param isRouter whether this machine forwards IPv6 on the interface */
export function unsolicitedNeighbourAdvertisement(
  station: Mac,
  address: Ipv6Address,
  isRouter: boolean,
): NeighbourFrame {
  return {
    sourceMac: station,
    destinationMac: multicastMac(allNodes),
    source: address,
    destination: allNodes,
    message: {
      type: 'advertisement',
      target: address,
      isRouter,
      isSolicited: false,
      overrides: true,
      targetMac: station,
    },
  };
}

/** "Does anybody have this address?" (RFC 4862 §5.4.2): from no address, so it changes nobody's cache; who has it answers to every node. */
export function neighbourProbe(station: Mac, address: Ipv6Address): NeighbourFrame {
  const group = solicitedNodeGroup(address);
  return {
    sourceMac: station,
    destinationMac: multicastMac(group),
    source: ipv6(0, 0, 0, 0),
    destination: group,
    message: {type: 'solicitation', target: address, sourceMac: undefined},
  };
}
