import type {Address} from '../../net/address.js';
import {addressFromBytes, writeAddress} from '../../net/address-bytes.js';
import {attributeSet, optional, reported} from '../netlink/attribute-set.js';
import {bytes, type Codec, nulString, u32, u8} from '../netlink/codec.js';

/** RTM_* of <linux/rtnetlink.h>. */
export const routeMessage = {
  newLink: 16,
  deleteLink: 17,
  getLink: 18,
  newAddress: 20,
  deleteAddress: 21,
  getAddress: 22,
  newRoute: 24,
  getRoute: 26,
  newRule: 32,
  getRule: 34,
  newQueue: 36,
  getQueue: 38,
} as const;

/** RTMGRP_* of <linux/rtnetlink.h>. */
export const routeGroups = {link: 0x1, ipv4Address: 0x10, ipv6Address: 0x100} as const;

/** IFLA_INFO_* of <linux/if_link.h>. */
const linkInformation = attributeSet({kind: optional(1, nulString(63))});

/** IFLA_* of <linux/if_link.h>. */
export const linkAttributes = attributeSet({
  address: reported(1, bytes(32)), // MAX_ADDR_LEN
  name: reported(3, nulString(15)),
  mtu: reported(4, u32),
  link: reported(5, u32), // itself where it lies on no other, 0 where that is gone
  master: reported(10, u32),
  wireless: reported(11, bytes(65535)), // in messages that say nothing else
  operationalState: reported(16, u8),
  information: reported(18, linkInformation),
  filterMask: optional(29, u32),
  carrier: reported(33, u8), // since Linux 3.9
  linkNamespace: reported(37, u32), // when `link` is an index of another network namespace
});

/** RTEXT_FILTER_SKIP_STATS: half of a link's message is counters. */
export const skipStatistics = 8;

/** struct in_addr or in6_addr. */
export const inetAddress: Codec<Address> = {
  description: '4 or 16 bytes',
  shortest: 4,
  longest: 16,
  mayBeLonger: false,
  lengthOf: ({family}) => (family === 'ipv4' ? 4 : 16),
  write: (address, buffer, offset) => {
    writeAddress(address, buffer, offset);
    return offset + inetAddress.lengthOf(address);
  },
  read: (buffer, start, end) => {
    if (end - start !== 4 && end - start !== 16) throw new Error(`has ${end - start} bytes, expected 4 or 16`);
    return addressFromBytes(end - start === 4 ? 'ipv4' : 'ipv6', buffer, start);
  },
};

/** struct ifa_cacheinfo: seconds; the kernel ignores the two times that follow. */
const lifetimes: Codec<Uint8Array, {readonly preferred: number; readonly valid: number}> = {
  ...bytes(16, 16),
  lengthOf: () => 16,
  write: ({preferred, valid}, buffer, offset) => {
    u32.write(preferred, buffer, offset);
    u32.write(valid, buffer, offset + 4);
    buffer.fill(0, offset + 8, offset + 16);
    return offset + 16;
  },
};

/** INFINITY_LIFE_TIME of <linux/if_addr.h>. */
export const forever = 0xffffffff;

/** IFA_* of <linux/if_addr.h>. */
export const addressAttributes = attributeSet({
  address: optional(1, inetAddress), // of the other end, where there is one
  local: optional(2, inetAddress), // IPv6 has it only where there is another end
  label: optional(3, nulString(15)),
  broadcast: optional(4, inetAddress),
  lifetimes: optional(6, lifetimes),
  flags: optional(8, u32), // since Linux 3.14; before it only the lowest 8, in the header
  protocol: optional(11, u8), // since Linux 5.18
});
