/** What a row says of a reason to reject. */
interface RejectionRow {
  /** Where the rule stands. */
  readonly section: string;
  /** Its counter in keepalived's statistics (struct vrrp_stats); null where keepalived counts nothing. */
  readonly statistic: string | null;
  /** Its counter in the MIBs, of RFC 6527 (vrrpv3…) or RFC 2787 (vrrpStats…); null where there is none. */
  readonly counter: string | null;
}

/**
 * Why something that arrived is not taken as an advertisement for us, in the order in which the rules are asked.
 * RFC 9568 has no statistics of its own; they are those of its MIB, RFC 6527, and of version 2's, RFC 2787.
 */
export const rejections = {
  // the IP layer: the kernel has seen to it for sockets, not for captures
  'ip-header': {section: 'RFC 791 §3.1, RFC 8200 §3', statistic: null, counter: null},
  'ip-fragment': {section: 'RFC 791 §3.2', statistic: null, counter: null},
  'ip-length': {
    section: 'RFC 791 §3.1, RFC 8200 §3',
    statistic: 'packet_len_err',
    counter: 'vrrpv3StatisticsPacketLengthErrors',
  },
  protocol: {section: 'RFC 9568 §5.1.1.4, §5.1.2.4', statistic: null, counter: null},

  // what holds for every advertisement
  'hop-limit': {
    section: 'RFC 9568 §5.1.1.3, §5.1.2.3, §7.1',
    statistic: 'ip_ttl_err',
    counter: 'vrrpv3StatisticsIpTtlErrors',
  },
  carp: {section: 'carp(4) of OpenBSD', statistic: 'packet_len_err', counter: null}, // keepalived expects 7 addresses
  version: {section: 'RFC 9568 §5.2.1, §7.1', statistic: 'vers_err', counter: 'vrrpv3RouterVersionErrors'},
  type: {
    section: 'RFC 9568 §5.2.2, §7.1',
    statistic: 'invalid_type_rcvd',
    counter: 'vrrpv3StatisticsRcvdInvalidTypePackets',
  },
  length: {section: 'RFC 9568 §7.1', statistic: 'packet_len_err', counter: 'vrrpv3StatisticsPacketLengthErrors'},
  checksum: {
    section: 'RFC 9568 §5.2.8, §7.1; RFC 3768 §5.3.8',
    statistic: 'chk_err',
    counter: 'vrrpv3RouterChecksumErrors',
  },
  'virtual-router': {section: 'RFC 9568 §5.2.3, §7.1', statistic: 'vrid_err', counter: 'vrrpv3RouterVrIdErrors'},
  // keepalived 2.2.7 shows the counter and never counts
  interval: {
    section: 'RFC 3768 §7.1; RFC 9568 §7.1 and its erratum 8301',
    statistic: 'advert_interval_err',
    counter: 'vrrpv3StatisticsAdvIntervalErrors',
  },
  'authentication-type': {
    section: 'RFC 2338 §5.3.6, RFC 3768 §7.1',
    statistic: 'invalid_authtype',
    counter: 'vrrpStatsInvalidAuthType',
  },
  'authentication-mismatch': {
    section: 'RFC 2338 §7.1',
    statistic: 'authtype_mismatch',
    counter: 'vrrpStatsAuthTypeMismatch',
  },

  // what our configuration adds
  'authentication-failure': {section: 'RFC 2338 §7.1', statistic: 'auth_failure', counter: 'vrrpStatsAuthFailures'},
  // keepalived before 2.4.0, or without auth_hmac, finds such a packet too long
  'authentication-trailer': {section: 'auth_hmac of keepalived.conf(5)', statistic: 'packet_len_err', counter: null},
  destination: {
    section: 'RFC 9568 §5.1.1.2, §5.1.2.2; unicast_peer of keepalived.conf(5)',
    statistic: 'addr_list_err',
    counter: null,
  },
  peer: {section: 'check_unicast_src of keepalived.conf(5)', statistic: null, counter: null},
  'address-count': {
    section: 'RFC 9568 §5.2.5 and its erratum 8299',
    statistic: 'addr_list_err',
    counter: 'vrrpv3StatisticsAddressListErrors',
  },
  'address-list': {
    section: 'RFC 9568 §7.1, §5.2.9',
    statistic: 'addr_list_err',
    counter: 'vrrpv3StatisticsAddressListErrors',
  },
  'address-owner': {section: 'RFC 3768 §7.1; RFC 9568 §7.1 and its erratum 8298', statistic: null, counter: null},
} as const satisfies Record<string, RejectionRow>;

export type RejectionCode = keyof typeof rejections;

/** Why something was rejected; the words say what was found, with numbers and addresses only. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly words: string;
}

export interface Rejected {
  readonly ok: false;
  readonly rejection: Rejection;
}

export function rejected(code: RejectionCode, words: string): Rejected {
  return {ok: false, rejection: {code, words}};
}
