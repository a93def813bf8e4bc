import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {AddressChange, AddressIdentity, InterfaceAddress} from '../ports.js';
import type {OwnAddress} from '../router/configuration.js';

/** Whoever wants addresses to be here. */
export interface AddressHolder {
  readonly name: string;
}

/** An address of virtual routers, on the interface where it belongs. */
export interface KeptAddress {
  readonly key: string;
  readonly own: OwnAddress;
  /** Of the interface. */
  readonly index: number;
  readonly link: string;
  /** Who wants it; undefined where it is to go. */
  holder: AddressHolder | undefined;
  /** Who has given it up, and waits for its end. */
  departure: Departure | undefined;
  /** `foreign`: somebody else has it here, such as an owner's host: it stays. */
  state: 'absent' | 'ours' | 'foreign';
  /** The kernel is being asked. */
  isChanging: boolean;
  /** It was here, and somebody took it away: when it was added again. */
  restored: readonly Milliseconds[];
  isLost: boolean;
}

/** Addresses that a holder gives up. */
export interface Departure {
  readonly left: Set<KeptAddress>;
  readonly whenGone: () => void;
}

/**
 * IFA_PROTO of what a speaker adds, from Linux 5.18 on, as routes have their RTPROT_* (<linux/rtnetlink.h>): VRRP's number.
 * After a kill, whoever comes next knows by it what was left behind.
 */
const addressProtocol = 112;

/** A speaker added it; one that was killed, perhaps. */
export function isMarked({protocol}: InterfaceAddress): boolean {
  return protocol === addressProtocol;
}

export function keptKey(
  index: number,
  {address, prefixLength, peer}: Pick<OwnAddress, 'address' | 'prefixLength' | 'peer'>,
): string {
  return `${index} ${addressKey(address)}/${prefixLength}${peer ? ` ${addressKey(peer)}` : ''}`;
}

export function isPresent({state}: KeptAddress): boolean {
  return state !== 'absent';
}

/** What is still to be done about it. */
export function changeOf(kept: KeptAddress): AddressChange | undefined {
  const isWanted = kept.holder !== undefined;
  if (isWanted && kept.state === 'absent') return {type: 'add-address', address: newAddress(kept)};
  if (!isWanted && kept.state === 'ours') return {type: 'delete-address', address: identityOf(kept)};
  return undefined;
}

function identityOf({index, own: {address, prefixLength, peer}}: KeptAddress): AddressIdentity {
  return {interface: index, address, prefixLength, peer};
}

/** As keepalived adds them: IPv6 without detection of duplicates, the other host may still have it; and /128 deprecated, so that it is not the source of what this host says as itself. */
function newAddress(kept: KeptAddress) {
  const {address, prefixLength, broadcast, label, scope} = kept.own;
  const isIpv6 = address.family === 'ipv6';
  return {
    ...identityOf(kept),
    broadcast,
    label: isIpv6 ? undefined : label,
    scope,
    ...(isIpv6 && {flags: ['nodad'] as const}),
    ...(isIpv6 && prefixLength === 128 && {preferredLifetime: 0}),
    protocol: addressProtocol,
  };
}
