import {type Address, type Family, parseAddress} from '../../net/address.js';
import {mac} from '../../net/mac.js';
import type {Tracked, WantedInstance} from '../findings/wanted-instance.js';
import {passwordFromText} from '../password.js';
import type {InterfaceAddress, Link} from '../ports.js';

/** Virtual routers of the made-up pair that move together, and the other director's part in them. */
export interface DemoUnit {
  /** Of the sync group, or of its only instance. */
  readonly name: string;
  readonly routers: readonly DemoRouter[];
  readonly peerPriority: number;
  /** The tracked file that moves it. */
  readonly file: {readonly name: string; readonly path: string; readonly weight: number};
}

export interface DemoRouter {
  readonly wanted: WantedInstance;
  /** Of its interface. */
  readonly interface: number;
  /** Where the other director's advertisements come from. */
  readonly peer: Address;
}

export const demoDaemon = 'keepalived';
export const demoPeer = 'lb2';

/** The link whose loss lowers a priority. */
export const uplink: Link = link(4, 'eth2');
export const demoLinks: readonly Link[] = [link(2, 'eth0'), link(3, 'eth1'), uplink];

/** This director's own. */
export const ownAddresses: readonly InterfaceAddress[] = [
  ofInterface(2, '192.0.2.11', 24),
  ofInterface(2, 'fe80::11', 64),
  ofInterface(3, '10.1.255.11', 16),
  ofInterface(4, '198.51.100.11', 24),
];

/** In front of the virtual services of the demo's kernel. */
export const demoUnits: readonly DemoUnit[] = [
  unit('site', 0, 100, [
    router('web', 51, 2, '192.0.2.12', {priority: 150, syncGroup: 'site'}, ['203.0.113.10', '203.0.113.20']),
    router('inside', 52, 3, '10.1.255.12', {priority: 150, syncGroup: 'site'}, ['10.1.0.1']),
  ]),
  unit('web6', 0, 100, [
    router(
      'web6',
      61,
      2,
      'fe80::12',
      {
        priority: 150,
        version: 3,
        tracked: [{kind: 'interface', name: uplink.name, weight: -60, isReversed: false}],
      },
      ['fe80::3d', '2001:db8:10::80'],
    ),
  ]),
  unit('dns', 30, 120, [
    router(
      'dns',
      53,
      2,
      '192.0.2.12',
      {
        priority: 100,
        version: 2,
        unicastPeers: [address('192.0.2.12')],
        authentication: {type: 'password', password: passwordFromText('made-up')},
      },
      ['203.0.113.53'],
    ),
  ]),
];

export function linkName(index: number): string {
  return demoLinks.find(each => each.index === index)?.name ?? String(index);
}

export function ofInterface(index: number, text: string | Address, prefixLength: number): InterfaceAddress {
  return {
    interface: index,
    address: typeof text === 'string' ? address(text) : text,
    prefixLength,
    peer: undefined,
    broadcast: undefined,
    label: undefined,
    scope: 0,
    flags: ['permanent'],
    protocol: undefined,
  };
}

function unit(name: string, weight: number, peerPriority: number, routers: readonly DemoRouter[]): DemoUnit {
  const file = {name: `lvsctl_${name}`, path: `/run/lvsctl/keepalived/${name}`, weight};
  const tracked: Tracked = {kind: 'file', name: file.name, weight, isReversed: false};
  const withFile = ({wanted, ...rest}: DemoRouter): DemoRouter => ({
    ...rest,
    wanted: {...wanted, tracked: [...wanted.tracked, tracked]},
  });
  return {name, routers: routers.map(withFile), peerPriority, file};
}

function router(
  name: string,
  virtualRouter: number,
  index: number,
  peer: string,
  settings: Partial<WantedInstance>,
  addresses: readonly string[],
): DemoRouter {
  const source = address(peer);
  const family: Family = source.family;
  return {
    interface: index,
    peer: source,
    wanted: {
      name,
      daemon: demoDaemon,
      interface: linkName(index),
      virtualRouter,
      family,
      version: 2,
      priority: 100,
      interval: 1000,
      addresses: addresses.map(text => ({address: address(text), interface: undefined, isExcluded: false})),
      unicastPeers: undefined,
      authentication: {type: 'none'},
      ignoresAddressLists: false,
      preempts: true,
      syncGroup: undefined,
      tracked: [],
      ...settings,
    },
  };
}

function link(index: number, name: string): Link {
  return {
    index,
    name,
    mac: mac(0x0200c0000200 + index),
    mtu: 1500,
    isUp: true,
    isRunning: true,
    hasCarrier: true,
    isLoopback: false,
    operationalState: 'up',
    master: undefined,
    parent: undefined,
    kind: undefined,
  };
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(`the demo has no address ${text}`);
  return parsed;
}
