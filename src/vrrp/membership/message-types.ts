/** Of IANA's protocol numbers: IGMP (RFC 3376 §4), and IPv6's hop-by-hop header (RFC 8200 §4.3). */
export const membershipProtocols = {hopByHop: 0, igmp: 2} as const;

/**
 * Types of IGMP: version 1 of RFC 1112 appendix I, version 2 of RFC 2236 §2.1, version 3 of RFC 3376 §4. A query is of
 * version 3 by its length.
 */
export const igmpTypes = {query: 0x11, report1: 0x12, report2: 0x16, leave2: 0x17, report3: 0x22} as const;

/** Types of ICMPv6 for multicast listener discovery: version 1 of RFC 2710 §3.1, version 2 of RFC 3810 §5. */
export const mldTypes = {query: 130, report1: 131, done1: 132, report2: 143} as const;

/** What a record of a newer report says of its group (RFC 3376 §4.2.12, RFC 3810 §5.2.12). */
export const recordTypes = {
  isInclude: 1,
  isExclude: 2,
  toInclude: 3,
  toExclude: 4,
  allowSources: 5,
  blockSources: 6,
} as const;

/** Bytes of a message or its beginning, and where its group lies; and so for the records of newer reports, before their sources. */
export const layouts = {
  ipv4: {fixed: 8, group: 4, newerQuery: 12, report: 8, record: 8, source: 4},
  ipv6: {fixed: 24, group: 8, newerQuery: 28, report: 8, record: 20, source: 16},
} as const;
