import type {Address} from '../../net/address.js';
import type {OwnAdvertisement} from '../advertisement.js';
import type {Datagram, Route} from '../datagram.js';
import {encodeAdvertisement} from '../encode-advertisement.js';
import {encodeIpv4Packet} from '../ipv4-packet.js';
import {encodeIpv6Packet} from '../ipv6-packet.js';
import {advertisementGroups} from '../multicast.js';
import {linkLocalHopLimit, protocolNumbers} from '../protocol-numbers.js';
import type {RouterSettings} from '../router/configuration.js';

/** A packet with its IP header, and where it goes. */
export interface OwnPacket {
  readonly destination: Address;
  readonly bytes: Uint8Array;
}

/** Internetwork control (RFC 791 §3.1), as keepalived sends. */
const internetworkControl = 0xc0;

/** What a virtual router sends as one advertisement: a packet to the group, or to each of its peers. */
export function advertisementPackets(
  settings: RouterSettings,
  source: Address,
  priority: number,
): readonly OwnPacket[] {
  const {unicast} = settings;
  const destinations = unicast ? unicast.peers.map(({address}) => address) : [groupOf(settings)];
  return destinations.map(destination => {
    const route = {source, destination};
    const payload = encodeAdvertisement(advertisementOf(settings, priority), route);
    return {destination, bytes: vrrpPacket(route, payload, unicast?.hopLimit)};
  });
}

/** Where its advertisements go, unless it has peers. */
export function groupOf({multicastGroup, family}: RouterSettings): Address {
  return multicastGroup ?? advertisementGroups[family];
}

/** A packet of protocol 112; the kernel sets the identification of IPv4. */
export function vrrpPacket(
  {source, destination}: Route,
  payload: Uint8Array,
  hopLimit = linkLocalHopLimit,
): Uint8Array {
  const datagram: Datagram = {source, destination, protocol: protocolNumbers.vrrp, hopLimit, payload};
  return source.family === 'ipv4'
    ? encodeIpv4Packet(datagram, {typeOfService: internetworkControl, identification: 0})
    : encodeIpv6Packet(datagram, {trafficClass: internetworkControl, flowLabel: 0});
}

function advertisementOf(settings: RouterSettings, priority: number): OwnAdvertisement {
  const {virtualRouter, rules, addresses, authentication, checksums, family} = settings;
  const common = {
    virtualRouter,
    priority,
    interval: rules.interval,
    addresses: addresses.map(({address}) => address),
  };
  if (rules.version === 2) return {version: 2, ...common, authentication};
  return {version: 3, ...common, checksum: family === 'ipv6' ? 'pseudo-header' : (checksums[0] ?? 'pseudo-header')};
}
