import type {Address} from '../net/address.js';
import type {Milliseconds} from './intervals.js';
import type {Password} from './password.js';

/** What a master tells its backups, in either version. */
interface Common {
  /** VRID, 1..255. */
  readonly virtualRouter: number;
  /** 1..254; 255 is the owner of the addresses, 0 a master that leaves (RFC 9568 §5.2.4). */
  readonly priority: number;
  /** Until the next one. */
  readonly interval: Milliseconds;
  /** At most 255, of the family of the packet. keepalived sends none when all are virtual_ipaddress_excluded. */
  readonly addresses: readonly Address[];
}

/** RFC 3768, IPv4 only. */
export interface AdvertisementV2 extends Common {
  readonly version: 2;
  readonly authentication: Authentication;
}

/** RFC 9568. */
export interface AdvertisementV3 extends Common {
  readonly version: 3;
  readonly checksum: ChecksumCoverage;
}

export type Advertisement = AdvertisementV2 | AdvertisementV3;

/** Of version 2: RFC 3768 §5.3.6 has left only none; keepalived speaks the others, of RFC 2338. */
export type Authentication = OwnAuthentication | {readonly type: 'ah'; readonly sequenceNumber: number};
/** What we can send. */
export type OwnAuthentication = {readonly type: 'none'} | {readonly type: 'password'; readonly password: Password};

/** An advertisement that we can send. */
export type OwnAdvertisement =
  | AdvertisementV3
  | (Omit<AdvertisementV2, 'authentication'> & {readonly authentication: OwnAuthentication});

/** Authentication types by their numbers on the wire. */
export const authenticationTypes = ['none', 'password', 'ah'] as const satisfies readonly Authentication['type'][];

/**
 * What the checksum of version 3 covers besides the message. Over IPv6 always the pseudo-header. Over IPv4 there are three readings:
 * - `pseudo-header`: RFC 5798 §5.2.8 as keepalived reads it;
 * - `message`: nothing, as RFC 9568 §5.2.8 says now, and keepalived's v3_checksum_as_v2;
 * - `multicast-pseudo-header`: of a unicast packet, but with 224.0.0.18 in it: keepalived to 1.3.6, and old_unicast_checksum.
 */
export type ChecksumCoverage = 'pseudo-header' | 'message' | 'multicast-pseudo-header';
