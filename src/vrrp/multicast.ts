import {type Address, type Family, type Ipv6Address, ipv4, ipv6} from '../net/address.js';

/** Where advertisements go: 224.0.0.18 (RFC 9568 §5.1.1.2), ff02::12 (§5.1.2.2). */
export const advertisementGroups = {
  ipv4: ipv4(0xe0000012),
  ipv6: ipv6(0xff020000, 0, 0, 0x12),
} as const satisfies Record<Family, Address>;

/** ff02::1, every node of the link (RFC 4291 §2.7.1). */
export const allNodes: Ipv6Address = ipv6(0xff020000, 0, 0, 1);

/** ff02::1:ffxx:xxxx, where who has an address is asked (RFC 4291 §2.7.1). */
export function solicitedNodeGroup(address: Ipv6Address): Ipv6Address {
  return ipv6(0xff020000, 0, 1, 0xff000000 + (address.words[3] & 0xffffff));
}

/** 224.0.0.0/4, ff00::/8. */
export function isMulticast(address: Address): boolean {
  return address.family === 'ipv4' ? address.value >>> 28 === 0xe : address.words[0] >>> 24 === 0xff;
}

/** fe80::/10. */
export function isLinkLocal(address: Ipv6Address): boolean {
  return address.words[0] >>> 22 === 0xfe80 >>> 6;
}
