import {type Address, formatAddress, isSameAddress} from '../net/address.js';
import type {Advertisement, ChecksumCoverage, OwnAuthentication} from './advertisement.js';
import type {Datagram} from './datagram.js';
import type {Decoded} from './decode-advertisement.js';
import type {Milliseconds, Version} from './intervals.js';
import {isLinkLocal, isMulticast} from './multicast.js';
import {type Rejected, type Rejection, rejected} from './rejection.js';

/** What one virtual router of ours takes as an advertisement for it. */
export interface Expectation {
  readonly virtualRouter: number;
  readonly version: Version;
  readonly interval: Milliseconds;
  /** All advertised ones, without those that keepalived calls excluded. */
  readonly addresses: readonly Address[];
  /** Of version 2. */
  readonly authentication: OwnAuthentication;
  /** Of version 3 over IPv4. */
  readonly checksums: readonly ChecksumCoverage[];
  /** Anyone by multicast; anyone by unicast, as keepalived takes it; or these peers only, its check_unicast_src. */
  readonly senders: 'multicast' | 'unicast' | readonly Peer[];
  /** RFC 3768 §7.1 and keepalived's vrrp_owner_ignore_adverts: our priority is 255 and we hear nobody. Erratum 8298 of RFC 9568 advises against. */
  readonly isDeafOwner: boolean;
}

/** keepalived's unicast_peer with its min_ttl and max_ttl; 0..255 is no restriction. */
export interface Peer {
  readonly address: Address;
  readonly minimumHopLimit: number;
  readonly maximumHopLimit: number;
}

/** Remarks are what the RFC wants logged and counted, though the advertisement is good. */
export type Checked =
  | {readonly ok: true; readonly advertisement: Advertisement; readonly remarks: readonly Rejection[]}
  | Rejected;

/** The rules of RFC 9568 §7.1 and RFC 3768 §7.1 that depend on the configuration. */
export function checkAdvertisement(
  {advertisement, hasTrailer}: Decoded,
  datagram: Datagram,
  expected: Expectation,
): Checked {
  const {version, virtualRouter, interval} = advertisement;
  if (virtualRouter !== expected.virtualRouter)
    return rejected('virtual-router', `virtual router ${virtualRouter}, not ${expected.virtualRouter}`);
  if (version !== expected.version) return rejected('version', `version ${version}, not ${expected.version}`);
  if (hasTrailer)
    return rejected('authentication-trailer', 'signed by auth_hmac, which this virtual router cannot verify');
  const refusal =
    checkSender(datagram, expected) ??
    (advertisement.version === 2
      ? checkAuthentication(advertisement.authentication, expected.authentication)
      : checkCoverage(advertisement.checksum, datagram, expected));
  if (refusal) return refusal;
  const intervals = `an interval of ${interval} ms, not ${expected.interval}`;
  // RFC 3768 §7.1: must be the same; RFC 9568 §7.1: should, else logged
  if (version === 2 && interval !== expected.interval) return rejected('interval', intervals);
  if (advertisement.addresses.length === 0 && expected.addresses.length > 0)
    return rejected('address-count', 'no addresses');
  if (expected.isDeafOwner) return rejected('address-owner', 'we own the addresses');
  const remarks = remarksOn(advertisement.addresses, expected.addresses);
  if (interval !== expected.interval) remarks.push({code: 'interval', words: intervals});
  return {ok: true, advertisement, remarks};
}

function checkSender({source, destination, hopLimit}: Datagram, {senders}: Expectation): Rejected | undefined {
  if (senders === 'multicast')
    return isMulticast(destination) ? undefined : rejected('destination', `unicast to ${formatAddress(destination)}`);
  if (isMulticast(destination)) return rejected('destination', `multicast to ${formatAddress(destination)}`);
  if (senders === 'unicast') return undefined;
  const peer = senders.find(({address}) => isSameAddress(address, source));
  if (!peer) return rejected('peer', `${formatAddress(source)} is no peer`);
  const {minimumHopLimit, maximumHopLimit} = peer;
  if (minimumHopLimit === 0 && maximumHopLimit === 255) return undefined;
  return hopLimit !== undefined && hopLimit >= minimumHopLimit && hopLimit <= maximumHopLimit
    ? undefined
    : rejected(
        'hop-limit',
        `a hop limit of ${hopLimit ?? 'unknown value'}, not ${minimumHopLimit}..${maximumHopLimit}`,
      );
}

/** RFC 2338 §7.1. */
function checkAuthentication(
  found: Extract<Advertisement, {version: 2}>['authentication'],
  expected: OwnAuthentication,
): Rejected | undefined {
  if (found.type !== expected.type)
    return rejected('authentication-mismatch', `authentication ${found.type}, not ${expected.type}`);
  if (found.type === 'password' && expected.type === 'password' && !found.password.isSame(expected.password))
    return rejected('authentication-failure', 'another password');
  return undefined;
}

function checkCoverage(found: ChecksumCoverage, {destination}: Datagram, expected: Expectation): Rejected | undefined {
  if (destination.family === 'ipv6' || expected.checksums.includes(found)) return undefined;
  return rejected('checksum', `the checksum covers the ${found}, not the ${expected.checksums.join(' or the ')}`);
}

/**
 * RFC 9568 §7.1: a list that differs is logged, not dropped. RFC 3768 §7.1 would drop it when its sender is not the
 * owner; keepalived does not, and two masters would be the worse for it.
 */
function remarksOn(found: readonly Address[], expected: readonly Address[]): Rejection[] {
  const remarks: Rejection[] = [];
  const without = (list: readonly Address[], others: readonly Address[]) =>
    list.filter(address => !others.some(other => isSameAddress(address, other))).map(formatAddress);
  const unknown = without(found, expected);
  const missing = without(expected, found);
  if (unknown.length > 0 || missing.length > 0 || found.length !== expected.length) {
    const words = [
      `${found.length} addresses, not ${expected.length}`,
      ...(unknown.length > 0 ? [`unknown: ${unknown.join(', ')}`] : []),
      ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ];
    remarks.push({code: 'address-list', words: words.join('; ')});
  }
  const [first] = found;
  if (first?.family === 'ipv6' && !isLinkLocal(first))
    // erratum 8300
    remarks.push({code: 'address-list', words: `the first address, ${formatAddress(first)}, is not link-local`});
  return remarks;
}
