import {addressFromBytes, writeAddress} from '../net/address-bytes.js';
import type {Datagram} from './datagram.js';
import {type Rejected, rejected} from './rejection.js';

const headerLength = 40;

/**
 * An IPv6 packet (RFC 8200 §3) as a frame carries it. The protocol is the first header's: neither advertisements nor
 * neighbour discovery come with extension headers (RFC 9568 §5.1.2.4, RFC 6980 §5 for fragments).
 */
export function parseIpv6Packet(bytes: Uint8Array): {readonly ok: true; readonly datagram: Datagram} | Rejected {
  if (bytes.length < headerLength) return rejected('ip-header', `${bytes.length} bytes, an IPv6 header has 40`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0) >>> 4;
  const end = headerLength + view.getUint16(4);
  if (version !== 6) return rejected('ip-header', `IP version ${version}, not 6`);
  if (end > bytes.length)
    return rejected('ip-length', `a length of ${end} with the header, but ${bytes.length} bytes arrived`);
  if (view.getUint8(6) === 44) return rejected('ip-fragment', 'a fragment header');
  return {
    ok: true,
    datagram: {
      source: addressFromBytes('ipv6', bytes, 8),
      destination: addressFromBytes('ipv6', bytes, 24),
      protocol: view.getUint8(6),
      hopLimit: view.getUint8(7),
      payload: bytes.subarray(headerLength, end),
    },
  };
}

/** What the sender of a packet chooses besides its contents. */
export interface Ipv6Options {
  /** 0xc0, internetwork control, for advertisements. */
  readonly trafficClass: number;
  /** 20 bits. */
  readonly flowLabel: number;
}

/** A packet without extension headers, for a frame. */
export function encodeIpv6Packet(datagram: Datagram, {trafficClass, flowLabel}: Ipv6Options): Uint8Array {
  const bytes = new Uint8Array(headerLength + datagram.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x60000000 + (trafficClass << 20) + flowLabel);
  view.setUint16(4, datagram.payload.length);
  view.setUint8(6, datagram.protocol);
  view.setUint8(7, datagram.hopLimit ?? 0);
  writeAddress(datagram.source, bytes, 8);
  writeAddress(datagram.destination, bytes, 24);
  bytes.set(datagram.payload, headerLength);
  return bytes;
}
