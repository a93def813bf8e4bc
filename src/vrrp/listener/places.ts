import type {Family} from '../../net/address.js';
import type {WantedInstance} from '../findings/wanted-instance.js';
import type {Link, NetworkState} from '../ports.js';

/** Where something is to be heard: a socket each. */
export interface Place {
  readonly interface: number;
  readonly kind: 'ipv4' | 'ipv6' | 'authentication-header' | 'arp' | 'neighbours';
}

/** Interfaces at most: a socket or two each, and the observer has room for 256 segments. */
const mostInterfaces = 100;

/**
 * Advertisements are heard on every interface that has an address, of each family it has one of; who claims an address,
 * only where virtual routers of this host are.
 */
export function placesOf({links, addresses}: NetworkState, wanted: readonly WantedInstance[]): readonly Place[] {
  const names = new Set(wanted.flatMap(interfacesOf));
  const kinds = new Map(links.map(({index, kind}) => [index, kind]));
  const families = new Map<number, Set<Family>>();
  for (const {interface: index, address} of addresses) {
    const known = families.get(index) ?? new Set();
    families.set(index, known.add(address.family));
  }
  return links
    .filter(link => isEndOfLine(link, kinds) && (families.has(link.index) || names.has(link.name)))
    .sort((a, b) => Number(names.has(b.name)) - Number(names.has(a.name)))
    .slice(0, mostInterfaces)
    .flatMap(link => placesOn(link, families.get(link.index) ?? new Set(), wanted.filter(isOn(link))));
}

export function placeKey({interface: index, kind}: Place): string {
  return `${index} ${kind}`;
}

/** Packets reach it, and are not passed on to a bridge or bond that it is a port of. */
function isEndOfLine({isLoopback, mac, master}: Link, kinds: ReadonlyMap<number, string | undefined>): boolean {
  return !isLoopback && mac !== undefined && (master === undefined || kinds.get(master) === 'vrf');
}

function placesOn({index}: Link, families: ReadonlySet<Family>, wanted: readonly WantedInstance[]): Place[] {
  const has = (family: Family) => families.has(family) || wanted.some(one => one.family === family);
  const hasAddresses = (family: Family) =>
    wanted.some(({addresses}) => addresses.some(({address}) => address.family === family));
  const kinds: readonly (readonly [Place['kind'], boolean])[] = [
    ['ipv4', has('ipv4')],
    ['ipv6', has('ipv6')],
    ['authentication-header', wanted.some(({authentication}) => authentication.type === 'ah')],
    ['arp', hasAddresses('ipv4')],
    ['neighbours', hasAddresses('ipv6')],
  ];
  return kinds.flatMap(([kind, isWanted]) => (isWanted ? [{interface: index, kind}] : []));
}

function isOn({name}: Link): (wanted: WantedInstance) => boolean {
  return wanted => interfacesOf(wanted).includes(name);
}

function interfacesOf({interface: name, addresses}: WantedInstance): string[] {
  return [name, ...addresses.flatMap(address => address.interface ?? [])];
}
