import {type Address, isSameAddress} from '../../net/address.js';
import type {Mac} from '../../net/mac.js';
import {encodeArpFrame, gratuitousArp} from '../arp-packet.js';
import {encodeNeighbourFrame, unsolicitedNeighbourAdvertisement} from '../neighbour-frame.js';
import type {Link, NetworkState} from '../ports.js';

/** An address that this host has, and the station that is to be known for it. */
export interface Announcement {
  readonly address: Address;
  readonly link: Pick<Link, 'index' | 'name'>;
  readonly station: Mac;
}

/** Why an address cannot be announced. `elsewhere`: this host does not have it. */
export type Unannounceable = 'elsewhere' | 'loopback-only' | 'link-down' | 'not-usable';

/** Where an address is announced: every interface that has it, but for loopback, from where nobody is told. */
export function announcementsOf(
  {links, addresses}: NetworkState,
  address: Address,
): readonly Announcement[] | Unannounceable {
  const own = addresses.filter(one => isSameAddress(one.address, address));
  if (own.length === 0) return 'elsewhere';
  const usable = own.filter(({flags}) => !flags.includes('tentative') && !flags.includes('dadfailed'));
  if (usable.length === 0) return 'not-usable';
  const places = usable.flatMap(({interface: index}) => links.find(link => link.index === index) ?? []);
  const onNetwork = places.filter(({isLoopback, mac}) => !isLoopback && mac !== undefined);
  if (onNetwork.length === 0) return 'loopback-only';
  const found = onNetwork.flatMap(({index, name, mac, isRunning}) =>
    isRunning && mac ? [{address, link: {index, name}, station: mac}] : [],
  );
  return found.length > 0 ? found : 'link-down';
}

/** The frame that says it: a gratuitous ARP request, or an unsolicited neighbour advertisement that overrides. @param isRouter whether this host forwards IPv6 on the link: hosts forget a router that says it is none (RFC 4861 §7.2.5) */
export function announcementFrame({address, station}: Announcement, isRouter: boolean): Uint8Array {
  return address.family === 'ipv4'
    ? encodeArpFrame(gratuitousArp(station, address))
    : encodeNeighbourFrame(unsolicitedNeighbourAdvertisement(station, address, isRouter));
}
