import {addressKey, type Family} from '../../net/address.js';
import type {WantedInstance} from '../findings/wanted-instance.js';
import type {Link, NetworkState} from '../ports.js';

/** Where something is to be heard: a socket each. Advertisements have the name of their family. */
export interface Place {
  readonly interface: number;
  readonly kind: Family | 'arp' | 'neighbours';
  /**
   * Of advertisements: a daemon of this host is master there, so what it hears can be heard beside it. Else they are
   * overheard below the IP layer, without this host becoming a member of the group: whoever asks who would take over
   * must not be answered by an observer. NB: that costs every packet of the interface 0.1 to 0.3 µs, so it is left to
   * hosts that carry no traffic. And a daemon that is about to end has left the group before.
   */
  readonly isBeside: boolean;
}

/** Interfaces at most: a socket or two each, and the observer has room for 256 segments. */
const mostInterfaces = 100;

/**
 * Where this host has virtual routers, advertisements and claims of addresses are heard; where it has none at all,
 * advertisements on every interface that has an address, of each family it has one of.
 * @param runs whether a daemon runs
 */
export function placesOf(
  {links, addresses}: NetworkState,
  wanted: readonly WantedInstance[],
  runs: (daemon: string) => boolean,
): readonly Place[] {
  const names = new Set(wanted.flatMap(interfacesOf));
  const kinds = new Map(links.map(({index, kind}) => [index, kind]));
  const present = new Set(addresses.map(({address}) => addressKey(address)));
  const isPresent = (one: WantedInstance) => one.addresses.some(({address}) => present.has(addressKey(address)));
  const families = new Map<number, Set<Family>>();
  for (const {interface: index, address} of addresses) {
    const known = families.get(index) ?? new Set();
    families.set(index, known.add(address.family));
  }
  return links
    .filter(link => isEndOfLine(link, kinds) && (names.size > 0 ? names.has(link.name) : families.has(link.index)))
    .slice(0, mostInterfaces)
    .flatMap(link => placesOn(link, families.get(link.index) ?? new Set(), wanted.filter(isOn(link)), runs, isPresent));
}

export function placeKey({interface: index, kind, isBeside}: Place): string {
  return `${index} ${kind}${isBeside ? ' beside' : ''}`;
}

/** Packets reach it, and are not passed on to a bridge or bond that it is a port of. */
function isEndOfLine({isLoopback, mac, master}: Link, kinds: ReadonlyMap<number, string | undefined>): boolean {
  return !isLoopback && mac !== undefined && (master === undefined || kinds.get(master) === 'vrf');
}

function placesOn(
  {index, name}: Link,
  families: ReadonlySet<Family>,
  wanted: readonly WantedInstance[],
  runs: (daemon: string) => boolean,
  isPresent: (wanted: WantedInstance) => boolean,
): Place[] {
  const has = (family: Family) => families.has(family) || wanted.some(one => one.family === family);
  const hasAddresses = (family: Family) =>
    wanted.some(({addresses}) => addresses.some(({address}) => address.family === family));
  const kinds: readonly (readonly [Place['kind'], boolean])[] = [
    ['ipv4', has('ipv4')],
    ['ipv6', has('ipv6')],
    ['arp', hasAddresses('ipv4')],
    ['neighbours', hasAddresses('ipv6')],
  ];
  const isBeside = (kind: Place['kind']) =>
    wanted.some(one => one.family === kind && runs(one.daemon) && isPresent(one) && listensOn(one, name));
  return kinds.flatMap(([kind, isWanted]) => (isWanted ? [{interface: index, kind, isBeside: isBeside(kind)}] : []));
}

/** Not with use_vmac, where the addresses are on a link of their own and the daemon listens there; nor with AH, which has another protocol number. */
function listensOn({interface: name, addresses, authentication}: WantedInstance, link: string): boolean {
  const hasOwnLink = addresses.length > 0 && addresses.every(address => address.interface !== undefined);
  return name === link && !hasOwnLink && authentication.type !== 'ah';
}

function isOn({name}: Link): (wanted: WantedInstance) => boolean {
  return wanted => interfacesOf(wanted).includes(name);
}

function interfacesOf({interface: name, addresses}: WantedInstance): string[] {
  return [name, ...addresses.flatMap(address => address.interface ?? [])];
}
