import type {Address} from '../../net/address.js';
import {writeAddress} from '../../net/address-bytes.js';
import {internetChecksum} from '../../net/checksum.js';

/** The option that has routers look at a packet which is not for them, of IPv4 (RFC 2113 §2.1). */
const ipv4Alert = [0x94, 0x04, 0, 0] as const;
/** Of IPv6, for MLD (RFC 2711 §2.1), and PadN to fill 8 bytes (RFC 8200 §4.2). */
const ipv6Alert = [0x05, 0x02, 0, 0, 0x01, 0] as const;

const headerLength = 20 + ipv4Alert.length;
/** Internetwork control (RFC 3376 §4). */
const typeOfService = 0xc0;

/** A packet of IPv4 that goes no further than the link, with a router alert (RFC 2236 §2, RFC 3376 §4). */
export function alertedIpv4Packet(
  source: Address,
  destination: Address,
  protocol: number,
  payload: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(headerLength + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x40 + headerLength / 4, typeOfService]);
  view.setUint16(2, bytes.length);
  bytes.set([1, protocol], 8);
  writeAddress(source, bytes, 12);
  writeAddress(destination, bytes, 16);
  bytes.set(ipv4Alert, headerLength - ipv4Alert.length);
  view.setUint16(10, internetChecksum(bytes.subarray(0, headerLength)));
  bytes.set(payload, headerLength);
  return bytes;
}

/** The hop-by-hop header of IPv6 with a router alert (RFC 2710 §3, RFC 3810 §5). @param next protocol of what follows */
export function alertHeader(next: number): readonly number[] {
  return [next, 0, ...ipv6Alert];
}
