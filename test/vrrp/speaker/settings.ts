import {type Address, parseAddress} from '../../../src/net/address.js';
import {
  noNotify,
  noTracking,
  type OwnAddress,
  type RouterConfiguration,
  type RouterSettings,
} from '../../../src/vrrp/router/configuration.js';
import type {Rules} from '../../../src/vrrp/router/router.js';

/** What is not given is as keepalived has it. */
export type RouterChoice = Partial<Omit<RouterSettings, 'rules' | 'addresses' | 'excluded'>> & {
  readonly rules?: Partial<Rules>;
  readonly addresses?: readonly string[];
  readonly excluded?: readonly string[];
};

export function router({
  rules,
  addresses = ['10.0.0.100'],
  excluded = [],
  ...choice
}: RouterChoice = {}): RouterSettings {
  return {
    name: 'VI_1',
    interface: 'eth0',
    virtualRouter: 51,
    family: 'ipv4',
    priority: 100,
    rules: {
      version: 3,
      interval: 1000,
      silentIntervals: 3,
      preempts: true,
      preemptDelay: 0,
      answersLower: true,
      announcing: {again: 5000, refresh: 0, rival: 5000},
      ...rules,
    },
    addresses: addresses.map(ownAddress),
    excluded: excluded.map(ownAddress),
    accepts: true,
    authentication: {type: 'none'},
    checksums: ['pseudo-header'],
    unicast: undefined,
    multicastGroup: undefined,
    ignoresAddressLists: false,
    source: undefined,
    copies: {master: 5, refresh: 1, rival: 5},
    tracking: noTracking,
    notify: noNotify,
    ...choice,
  };
}

export function configuration(
  routers: readonly RouterSettings[],
  more: Partial<RouterConfiguration> = {},
): RouterConfiguration {
  return {
    routers,
    groups: [],
    scripts: [],
    files: [],
    processes: [],
    notify: noNotify,
    sync: undefined,
    announcements: {rate: undefined, isMinimal: false},
    ...more,
  };
}

/** `10.0.0.100`, `10.0.0.100/24` or `10.0.0.100/24 label`. */
function ownAddress(text: string): OwnAddress {
  const [place = '', label] = text.split(' ');
  const [address = '', length] = place.split('/');
  const value = parseAddress(address) as Address;
  return {
    address: value,
    prefixLength: length === undefined ? (value.family === 'ipv4' ? 32 : 128) : Number(length),
    interface: undefined,
    label,
    scope: undefined,
    broadcast: undefined,
    peer: undefined,
  };
}
