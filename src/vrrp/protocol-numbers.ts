/** Numbers of the IANA registry "Protocol Numbers" that stand in IP headers here. */
export const protocolNumbers = {
  authenticationHeader: 51, // RFC 4302 §2; keepalived's authentication type AH
  icmpv6: 58,
  vrrp: 112, // RFC 9568 §5.1.1.4, §5.1.2.4; CARP uses it too
} as const;

/** RFC 9568 §5.1.1.3, §5.1.2.3: no router has forwarded what arrives with it. RFC 4861 §7.1 asks the same of neighbour discovery. */
export const linkLocalHopLimit = 255;
