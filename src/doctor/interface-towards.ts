import {type Address, addressKey, type Family} from '../net/address.js';
import type {Prefix} from '../net/prefix.js';
import type {DirectorFacts, Route} from './facts.js';

/** How this host reaches an address: on a network of its own, by a gateway, or not at all as far as is known. */
export type Way =
  | {readonly type: 'direct'; readonly interface: string}
  | {readonly type: 'gateway'; readonly interface: string; readonly gateway: Address}
  | {readonly type: 'unknown'};

interface Target extends Pick<Route, 'interface' | 'gateway' | 'metric'> {
  readonly to: Prefix;
}

/** Answers which way packets to an address go, by the addresses of the interfaces and the main routing table. */
export function wayFinder(facts: Pick<DirectorFacts, 'network' | 'routes'>): (address: Address) => Way {
  const byLength = {ipv4: new Map<number, Map<string, Target>>(), ipv6: new Map<number, Map<string, Target>>()};
  const add = (target: Target) => {
    const lengths = byLength[target.to.address.family];
    const {length} = target.to;
    const targets = lengths.get(length) ?? new Map<string, Target>();
    lengths.set(length, targets);
    const key = masked(target.to.address, length);
    const known = targets.get(key);
    if (!known || target.metric < known.metric) targets.set(key, target);
  };
  for (const {prefix, interface: on} of networksOf(facts))
    add({to: prefix, interface: on, gateway: undefined, metric: -1});
  for (const route of facts.routes.known ? facts.routes.value : [])
    add({...route, to: route.to ?? {address: anywhere[route.family], length: 0}});
  const lengths = {ipv4: longestFirst(byLength.ipv4), ipv6: longestFirst(byLength.ipv6)};
  return address => {
    for (const [length, targets] of lengths[address.family]) {
      const found = targets.get(masked(address, length));
      if (found?.interface === undefined) continue;
      return found.gateway
        ? {type: 'gateway', interface: found.interface, gateway: found.gateway}
        : {type: 'direct', interface: found.interface};
    }
    return {type: 'unknown'};
  };
}

/** A network that this host has an address in. */
export interface OwnNetwork {
  readonly prefix: Prefix;
  readonly interface: string;
}

/** The networks that this host has an address in, where they are more than that address. */
export function networksOf({network}: Pick<DirectorFacts, 'network'>): readonly OwnNetwork[] {
  if (!network.known) return [];
  const links = new Map(network.value.links.map(link => [link.index, link]));
  return network.value.addresses.flatMap(({interface: index, address, prefixLength}) => {
    const link = links.get(index);
    const isOne = prefixLength === (address.family === 'ipv4' ? 32 : 128);
    return link && !link.isLoopback && !isOne ? [{prefix: {address, length: prefixLength}, interface: link.name}] : [];
  });
}

const anywhere: Readonly<Record<Family, Address>> = {
  ipv4: {family: 'ipv4', value: 0},
  ipv6: {family: 'ipv6', words: [0, 0, 0, 0]},
};

function longestFirst(lengths: ReadonlyMap<number, ReadonlyMap<string, Target>>) {
  return [...lengths].sort(([a], [b]) => b - a);
}

function masked(address: Address, length: number): string {
  const mask = (word: number, bits: number) => (bits <= 0 ? 0 : bits >= 32 ? word : word & -(2 ** (32 - bits))) >>> 0;
  if (address.family === 'ipv4') return String(mask(address.value, length));
  const [a, b, c, d] = address.words;
  const words = [mask(a, length), mask(b, length - 32), mask(c, length - 64), mask(d, length - 96)] as const;
  return addressKey({family: 'ipv6', words});
}
