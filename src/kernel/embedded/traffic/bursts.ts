import type {Family} from '../../../net/address.js';
import {tcp, udp} from '../../../ipvs/protocol.js';
import type {Burst} from './counting.js';

/** What a full packet carries on an Ethernet of 1500. */
const segment = 1448;

/** Headers of a packet: IP and the protocol's, with TCP's timestamps. */
export function headerBytes(family: Family, protocol: number): number {
  const ip = family === 'ipv4' ? 20 : 40;
  return ip + (protocol === tcp ? 32 : protocol === udp ? 8 : 12);
}

/** Packets that carry so many bytes, and `extra` ones that carry none. */
export function burstOf(family: Family, protocol: number, bytes: number, extra = 0): Burst {
  const packets = Math.ceil(bytes / segment) + extra;
  return {packets, bytes: bytes + packets * headerBytes(family, protocol)};
}

/** The acknowledgements that so many bytes the other way need: one for two packets. */
export function acknowledgements(bytes: number): number {
  return Math.ceil(bytes / (2 * segment));
}
