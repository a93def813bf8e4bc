import {addressFromBytes, writeAddress} from '../net/address-bytes.js';
import {internetChecksum} from '../net/checksum.js';
import type {Datagram} from './datagram.js';
import {type Rejected, rejected} from './rejection.js';

/** Bytes of a header without options. */
const shortestHeader = 20;

/**
 * An IPv4 packet (RFC 791 §3.1) as a raw socket or a capture gives it, options skipped. What follows its total length
 * is the padding of an Ethernet frame. NB: the header's checksum is not looked at: the kernel drops what is wrong, and
 * captures on the sender see headers that a network card has yet to finish.
 */
export function parseIpv4Packet(bytes: Uint8Array): {readonly ok: true; readonly datagram: Datagram} | Rejected {
  if (bytes.length < shortestHeader) return rejected('ip-header', `${bytes.length} bytes, an IPv4 header has 20`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0) >>> 4;
  const headerLength = 4 * (view.getUint8(0) & 15);
  const totalLength = view.getUint16(2);
  if (version !== 4) return rejected('ip-header', `IP version ${version}, not 4`);
  if (headerLength < shortestHeader || headerLength > totalLength)
    return rejected('ip-header', `a header of ${headerLength} bytes in a packet of ${totalLength}`);
  if (totalLength > bytes.length)
    return rejected('ip-length', `a total length of ${totalLength}, but ${bytes.length} bytes arrived`);
  const fragment = view.getUint16(6) & 0x3fff; // MF and the offset; DF and the reserved bit do not matter
  if (fragment !== 0) return rejected('ip-fragment', `a fragment at byte ${8 * (fragment & 0x1fff)}`);
  return {
    ok: true,
    datagram: {
      source: addressFromBytes('ipv4', bytes, 12),
      destination: addressFromBytes('ipv4', bytes, 16),
      protocol: view.getUint8(9),
      hopLimit: view.getUint8(8),
      payload: bytes.subarray(headerLength, totalLength),
    },
  };
}

/** What the sender of a packet chooses besides its contents. */
export interface Ipv4Options {
  /** 0xc0, internetwork control, for advertisements. */
  readonly typeOfService: number;
  readonly identification: number;
}

/** A packet without options, its checksum filled in: for a raw socket with IP_HDRINCL, or in a frame. */
export function encodeIpv4Packet(datagram: Datagram, {typeOfService, identification}: Ipv4Options): Uint8Array {
  const bytes = new Uint8Array(shortestHeader + datagram.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint8(1, typeOfService);
  view.setUint16(2, bytes.length);
  view.setUint16(4, identification);
  view.setUint8(8, datagram.hopLimit ?? 0);
  view.setUint8(9, datagram.protocol);
  writeAddress(datagram.source, bytes, 12);
  writeAddress(datagram.destination, bytes, 16);
  view.setUint16(10, internetChecksum(bytes.subarray(0, shortestHeader)));
  bytes.set(datagram.payload, shortestHeader);
  return bytes;
}
