import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {InterfaceAddress, Link, NetworkEvent, NetworkState} from '../ports.js';
import {limits} from './limits.js';
import type {Network} from './network.js';
import type {Observation} from './observation.js';
import {attend, forgetSegments} from './segments.js';
import type {Transition} from './transition.js';

/** What the kernel tells of links and addresses. NB: events of one batch have one time. */
export function follow(observation: Observation, event: NetworkEvent, now: Milliseconds): Transition[] {
  const {network} = observation;
  switch (event.type) {
    case 'snapshot':
      return replace(observation, event.state, now);
    case 'gap':
      network.isCatchingUp = true;
      return [];
    case 'link-appeared':
    case 'link-changed':
      return setLink(observation, event.link, now);
    case 'link-gone':
      network.links.delete(event.link.index);
      forgetSegments(observation, event.link.index);
      return [{type: 'link-gone', link: event.link}];
    case 'address-added':
    case 'address-changed':
      return setAddress(network, event.address, now);
    case 'address-removed':
      return removeAddress(network, event.address, now);
  }
}

/** The first one tells what was there; a later one may come where the watch was begun anew. */
function replace(observation: Observation, {links, addresses}: NetworkState, now: Milliseconds): Transition[] {
  const {network} = observation;
  const isFirst = network.readAt === undefined;
  network.readAt = now;
  network.isCatchingUp = true;
  const indexes = new Set(links.map(({index}) => index));
  const transitions: Transition[] = [];
  for (const {link} of network.links.values()) {
    if (!indexes.has(link.index)) transitions.push(...follow(observation, {type: 'link-gone', link}, now));
  }
  const kept = new Set(addresses.map(identity));
  for (const {address} of [...network.addresses.values()].flat()) {
    if (!kept.has(identity(address))) transitions.push(...removeAddress(network, address, now));
  }
  for (const link of links) transitions.push(...setLink(observation, link, now));
  for (const address of addresses) transitions.push(...setAddress(network, address, now, isFirst));
  return isFirst ? [] : transitions;
}

function setLink(observation: Observation, link: Link, now: Milliseconds): Transition[] {
  const {network} = observation;
  const known = network.links.get(link.index);
  const isSame = known?.link.isRunning === link.isRunning;
  network.links.set(link.index, {link, since: isSame ? known?.since : timeOf(network, now)});
  for (const segment of observation.segments.values())
    if (segment.interface === link.index) attend(observation, segment, now);
  return isSame ? [] : [{type: link.isRunning ? 'link-up' : 'link-down', link}];
}

function setAddress(network: Network, address: InterfaceAddress, now: Milliseconds, isOld = false): Transition[] {
  const key = addressKey(address.address);
  const others = network.addresses.get(key) ?? [];
  const known = others.find(other => identity(other.address) === identity(address));
  const seen = known ? {...known, address} : {address, since: timeOf(network, now), isOld};
  network.addresses.set(key, [...others.filter(other => other !== known), seen]);
  network.removals.delete(key);
  return known ? [] : [{type: 'address-added', address, isLate: network.isCatchingUp}];
}

function removeAddress(network: Network, address: InterfaceAddress, now: Milliseconds): Transition[] {
  const key = addressKey(address.address);
  const before = network.addresses.get(key) ?? [];
  const gone = before.find(other => identity(other.address) === identity(address));
  if (!gone) return [];
  const others = before.filter(other => other !== gone);
  if (others.length > 0) network.addresses.set(key, others);
  else {
    network.addresses.delete(key);
    network.removals.set(key, {...gone, at: timeOf(network, now)});
    if (network.removals.size > limits.removals)
      network.removals.delete(network.removals.keys().next().value as string);
  }
  return [{type: 'address-removed', address, isLate: network.isCatchingUp}];
}

function timeOf({isCatchingUp}: Network, now: Milliseconds): Milliseconds | undefined {
  return isCatchingUp ? undefined : now;
}

/** By what the kernel tells addresses apart. */
function identity({interface: index, address, prefixLength, peer}: InterfaceAddress): string {
  return `${index} ${addressKey(address)}/${prefixLength} ${peer ? addressKey(peer) : ''}`;
}
