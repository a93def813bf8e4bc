import type {Address, Family, Ipv6Address} from '../net/address.js';
import {protocolNumbers} from './protocol-numbers.js';

/** Where something came from and where it was sent to; both of one family. */
export interface Route {
  readonly source: Address;
  readonly destination: Address;
}

/** What the IP layer hands up. */
export interface Datagram extends Route {
  /** Of IANA's protocol numbers. */
  readonly protocol: number;
  /** TTL of IPv4; undefined where the socket did not tell. */
  readonly hopLimit: number | undefined;
  /** Without the IP header, and without the padding of a short Ethernet frame. */
  readonly payload: Uint8Array;
}

export function familyOf({destination}: Route): Family {
  return destination.family;
}

/**
 * What a raw IPv6 socket of protocol 112 gives: it strips the header (RFC 3542 §3), so the rest comes beside the payload.
 * The kernel has checked no checksum unless IPV6_CHECKSUM is set; decodeAdvertisement does.
 * @param destination of IPV6_RECVPKTINFO
 * @param hopLimit of IPV6_RECVHOPLIMIT; undefined where it was absent, and a multicast advertisement is then rejected
 */
export function datagramFromIpv6Socket(
  payload: Uint8Array,
  source: Ipv6Address,
  destination: Ipv6Address,
  hopLimit: number | undefined,
): Datagram {
  return {source, destination, protocol: protocolNumbers.vrrp, hopLimit, payload};
}
