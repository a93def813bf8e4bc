import type {Address} from '../../net/address.js';
import {mac} from '../../net/mac.js';
import type {Advertisement} from '../advertisement.js';
import {advertisementGroups} from '../multicast.js';
import type {FifoState} from '../observer/fifo-line.js';
import type {ObserverEvent} from '../observer/observer-event.js';
import {demoDaemon, demoLinks, type DemoRouter, type DemoUnit, ofInterface, ownAddresses} from './demo-site.js';

/** The pid of the made-up daemon. */
export const demoProcess = 812;

/** Of the other director's Ethernet card. */
const peerMac = mac(0x0200c0000212);

/** What is there when the watching begins. */
export function firstEvents(): readonly ObserverEvent[] {
  return [
    {type: 'network', event: {type: 'snapshot', state: {links: demoLinks, addresses: ownAddresses}}},
    {type: 'daemon', name: demoDaemon, facts: {state: 'running', pid: demoProcess, startedAt: undefined}},
    {type: 'listening', interface: 2, family: 'ipv4', isListening: true},
    {type: 'listening', interface: 2, family: 'ipv6', isListening: true},
    {type: 'listening', interface: 3, family: 'ipv4', isListening: true},
  ];
}

/** The other director speaks. @param priority 0: it gives up */
export function advertisementsOf({routers}: DemoUnit, priority: number): readonly ObserverEvent[] {
  return routers.map(router => ({
    type: 'advertisement',
    interface: router.interface,
    source: router.peer,
    destination: destinationOf(router),
    advertisement: advertisementOf(router, priority),
    hasTrailer: false,
  }));
}

function destinationOf({wanted, interface: index}: DemoRouter): Address {
  const [own] = ownAddresses.filter(({interface: each, address}) => each === index && address.family === wanted.family);
  return wanted.unicastPeers && own ? own.address : advertisementGroups[wanted.family];
}

function advertisementOf({wanted}: DemoRouter, priority: number): Advertisement {
  const {virtualRouter, interval, version, authentication} = wanted;
  const addresses = wanted.addresses.map(({address}) => address);
  const common = {virtualRouter, priority, interval, addresses};
  if (version === 3) return {...common, version, checksum: 'pseudo-header'};
  const isOurs = authentication.type === 'password' && authentication.password;
  return {...common, version, authentication: isOurs ? {...authentication, password: isOurs} : {type: 'none'}};
}

/** The other director's gratuitous ARP and unsolicited neighbour advertisements. */
export function announcementsOf({routers}: DemoUnit): readonly ObserverEvent[] {
  return routers.flatMap(({wanted, interface: index}) =>
    wanted.addresses.map(({address}) => ({
      type: 'claim' as const,
      interface: index,
      address,
      mac: peerMac,
      isAnswer: false,
    })),
  );
}

/** What this host's daemon writes to its FIFO: the instances, then their group. */
export function toldOf({name, routers}: DemoUnit, state: FifoState, priority: number): readonly ObserverEvent[] {
  const isGroup = routers.some(({wanted}) => wanted.syncGroup === name);
  const line = (type: 'instance' | 'group', subject: string): ObserverEvent => ({
    type: 'fifo',
    line: {type, name: subject, state, priority},
    isBacklog: false,
  });
  return [...routers.map(({wanted}) => line('instance', wanted.name)), ...(isGroup ? [line('group', name)] : [])];
}

/** Its priority has changed and its state has not (vrrp_notify_priority_changes). */
export function priorityTold({routers}: DemoUnit, state: 'master' | 'backup', priority: number): ObserverEvent[] {
  return routers.map(({wanted}) => ({
    type: 'fifo',
    line: {type: 'priority', name: wanted.name, state, priority},
    isBacklog: false,
  }));
}

/** The kernel tells of the virtual addresses of this host. */
export function addressEvents({routers}: DemoUnit, type: 'address-added' | 'address-removed'): ObserverEvent[] {
  return routers.flatMap(({wanted, interface: index}) =>
    wanted.addresses.map(({address}): ObserverEvent => {
      const prefixLength = address.family === 'ipv4' ? 32 : 128;
      return {type: 'network', event: {type, address: ofInterface(index, address, prefixLength)}};
    }),
  );
}
