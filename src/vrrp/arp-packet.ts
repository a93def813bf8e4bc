import {type Ipv4Address, ipv4} from '../net/address.js';
import {addressFromBytes, writeAddress} from '../net/address-bytes.js';
import {broadcastMac, type Mac, macFromBytes, writeMac, zeroMac} from '../net/mac.js';
import {decodeEthernetFrame, encodeEthernetFrame, etherTypes} from './ethernet-frame.js';

/** ARP for IPv4 over Ethernet (RFC 826). */
export interface ArpPacket {
  readonly operation: 'request' | 'reply';
  readonly senderMac: Mac;
  readonly senderAddress: Ipv4Address;
  readonly targetMac: Mac;
  readonly targetAddress: Ipv4Address;
}

/** The frame of an ARP packet, and between which stations it went. */
export interface ArpFrame {
  readonly source: Mac;
  readonly destination: Mac;
  readonly packet: ArpPacket;
}

const operations = {request: 1, reply: 2} as const;
const packetLength = 28;
/** Ethernet, IPv4, and their lengths. */
const kinds = [0, 1, 0x08, 0, 6, 4] as const;

export function encodeArpFrame({source, destination, packet}: ArpFrame): Uint8Array {
  const payload = new Uint8Array(packetLength);
  payload.set(kinds);
  payload[7] = operations[packet.operation];
  writeMac(packet.senderMac, payload, 8);
  writeAddress(packet.senderAddress, payload, 14);
  writeMac(packet.targetMac, payload, 18);
  writeAddress(packet.targetAddress, payload, 24);
  return encodeEthernetFrame({destination, source, type: etherTypes.arp, payload});
}

/** Undefined for anything that is not ARP for IPv4 over Ethernet, request or reply; padding is skipped. */
export function decodeArpFrame(bytes: Uint8Array): ArpFrame | undefined {
  const frame = decodeEthernetFrame(bytes);
  if (frame?.type !== etherTypes.arp || frame.payload.length < packetLength) return undefined;
  const {source, destination, payload} = frame;
  if (kinds.some((value, i) => payload[i] !== value) || payload[6] !== 0) return undefined;
  if (payload[7] !== operations.request && payload[7] !== operations.reply) return undefined;
  return {
    source,
    destination,
    packet: {
      operation: payload[7] === operations.request ? 'request' : 'reply',
      senderMac: macFromBytes(payload, 8),
      senderAddress: addressFromBytes('ipv4', payload, 14) as Ipv4Address,
      targetMac: macFromBytes(payload, 18),
      targetAddress: addressFromBytes('ipv4', payload, 24) as Ipv4Address,
    },
  };
}

/** "This address is here now" (RFC 9568 §6.4.2), as keepalived sends it: a broadcast request with the address as sender and target, and an all-ones target (RFC 5227 §2.3 would have zeros). */
export function gratuitousArp(station: Mac, address: Ipv4Address): ArpFrame {
  return {
    source: station,
    destination: broadcastMac,
    packet: {
      operation: 'request',
      senderMac: station,
      senderAddress: address,
      targetMac: broadcastMac,
      targetAddress: address,
    },
  };
}

/** "Does anybody have this address?", which changes nobody's cache (RFC 5227 §2.1.1). */
export function arpProbe(station: Mac, address: Ipv4Address): ArpFrame {
  return {
    source: station,
    destination: broadcastMac,
    packet: {
      operation: 'request',
      senderMac: station,
      senderAddress: ipv4(0),
      targetMac: zeroMac,
      targetAddress: address,
    },
  };
}

/** Whether a packet says that its sender has the address it is sent for, of its own accord: gratuitous (RFC 5227 §3), request or reply. */
export function isGratuitous({senderAddress, targetAddress}: ArpPacket): boolean {
  return senderAddress.value === targetAddress.value && senderAddress.value !== 0;
}
