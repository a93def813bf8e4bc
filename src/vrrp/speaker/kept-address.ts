import {isDeepStrictEqual} from 'node:util';
import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {AddressChange, AddressIdentity, InterfaceAddress, NewAddress} from '../ports.js';
import type {OwnAddress} from '../router/configuration.js';

/** Whoever wants addresses to be here. */
export interface AddressHolder {
  readonly name: string;
}

/** An address of virtual routers, on the interface where it belongs. */
export interface KeptAddress {
  readonly key: string;
  /** As it is wanted. */
  own: OwnAddress;
  /** As it was added; undefined where it was not. */
  added: OwnAddress | undefined;
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
  /** It was here and is gone, and is added again: somebody took it away, or the kernel when we deleted another one. */
  lost: 'to-others' | 'to-us' | undefined;
  /** How often in a row the kernel did not do what is to be done. */
  failures: number;
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

/** NB: an interface has an IPv6 address with one prefix length only. */
export function keptKey(
  index: number,
  {address, prefixLength, peer}: Pick<OwnAddress, 'address' | 'prefixLength' | 'peer'>,
): string {
  if (address.family === 'ipv6') return `${index} ${addressKey(address)}`;
  return `${index} ${addressKey(address)}/${prefixLength}${peer ? ` ${addressKey(peer)}` : ''}`;
}

export function keptAddress(own: OwnAddress, index: number, link: string): KeptAddress {
  return {
    key: keptKey(index, own),
    own,
    added: undefined,
    index,
    link,
    holder: undefined,
    departure: undefined,
    state: 'absent',
    isChanging: false,
    restored: [],
    lost: undefined,
    failures: 0,
  };
}

export function isPresent({state}: KeptAddress): boolean {
  return state !== 'absent';
}

/** What is still to be done about it. */
export function changeOf(kept: KeptAddress): AddressChange | undefined {
  const isWanted = kept.holder !== undefined;
  if (isWanted && kept.state === 'absent') return {type: 'add-address', address: newAddress(kept.index, kept.own)};
  if (kept.state !== 'ours' || (isWanted && isAsWanted(kept))) return undefined;
  return {type: 'delete-address', address: identityOf(kept.index, kept.added ?? kept.own)};
}

/** The kernel changes no label, scope or broadcast address, and no prefix length of IPv6: it is added anew. */
function isAsWanted({index, own, added = own}: KeptAddress): boolean {
  return own === added || isDeepStrictEqual(newAddress(index, own), newAddress(index, added));
}

function identityOf(index: number, {address, prefixLength, peer}: OwnAddress): AddressIdentity {
  return {interface: index, address, prefixLength, peer};
}

/** As keepalived adds them: IPv6 without detection of duplicates, the other host may still have it; and /128 deprecated, so that it is not the source of what this host says as itself. */
function newAddress(index: number, own: OwnAddress): NewAddress {
  const {address, prefixLength, broadcast, label, scope} = own;
  const isIpv6 = address.family === 'ipv6';
  return {
    ...identityOf(index, own),
    broadcast,
    label: isIpv6 ? undefined : label,
    scope,
    ...(isIpv6 && {flags: ['nodad'] as const}),
    ...(isIpv6 && prefixLength === 128 && {preferredLifetime: 0}),
    protocol: addressProtocol,
  };
}
