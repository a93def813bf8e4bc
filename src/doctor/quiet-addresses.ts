import {type Address, addressKey, formatAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import type {Link} from '../vrrp/ports.js';
import type {DirectorFacts} from './facts.js';
import {networksOf} from './interface-towards.js';
import {routedAddresses} from './virtual-addresses.js';

/** A virtual address that this host accepts and must not be asked for: it is a real server of it. IPv4. */
export interface QuietAddress {
  readonly address: Address;
  /** lo, or a dummy. */
  readonly on: string;
  /** Interfaces where somebody may ask for it by ARP. */
  readonly asked: readonly string[];
  /** Whether this host is master of it now: then it is to be asked for here. */
  readonly isHeld: boolean;
  /** Whether somebody said that another host is to be asked for it; else it only looks so. */
  readonly isSaid: boolean;
}

/**
 * Addresses on lo and dummies that others have on the network: of a real server with direct routing or tunnels, also of a
 * director that is one. An address that this host balances itself counts only where a virtual router has it too: then
 * this host may be backup.
 */
export function quietAddresses(facts: DirectorFacts): readonly QuietAddress[] {
  const {network, role} = facts;
  if (!network.known || role === 'director') return role === 'director' && network.known ? shared(facts) : [];
  return role === 'real-server' ? onInnerLinks(facts) : [...shared(facts), ...foreign(facts)];
}

/** Of virtual routers here. */
function shared(facts: DirectorFacts): QuietAddress[] {
  const routed = routedAddresses(facts);
  return onInnerLinks(facts).filter(({address, asked}) => asked.length > 0 && routed.has(addressKey(address)));
}

/** Of services that are not balanced here, nor held by a virtual router of this host. */
function foreign(facts: DirectorFacts): QuietAddress[] {
  const isBalanced = balanced(facts);
  const routed = routedAddresses(facts);
  return onInnerLinks(facts).filter(
    ({address, asked}) => asked.length > 0 && !routed.has(addressKey(address)) && !isBalanced(address),
  );
}

/** NB: services by firewall mark may have any address; a table that nobody could read, too. */
function balanced({ipvs, modules}: DirectorFacts): (address: Address) => boolean {
  const isWithout = !ipvs.known && modules.known && !modules.value.loaded.has('ip_vs');
  if (isWithout) return () => false;
  if (!ipvs.known || ipvs.value.table.entries.some(({service: {id}}) => id.type === 'fwmark')) return () => true;
  const services = new Set(
    ipvs.value.table.entries.flatMap(({service: {id}}) => (id.type === 'address' ? [addressKey(id.address)] : [])),
  );
  return address => services.has(addressKey(address));
}

function onInnerLinks(facts: DirectorFacts): QuietAddress[] {
  const {network, role} = facts;
  if (!network.known) return [];
  const inner = new Map(network.value.links.filter(isInner).map(link => [link.index, link]));
  const innerNames = new Set([...inner.values()].map(({name}) => name));
  const networks = networksOf(facts).filter(one => !innerNames.has(one.interface));
  const outer = new Set(
    network.value.addresses.filter(one => !inner.has(one.interface)).map(({address}) => addressKey(address)),
  );
  const routed = routedAddresses(facts);
  return network.value.addresses.flatMap(({interface: index, address, prefixLength}) => {
    const link = inner.get(index);
    if (!link || address.family !== 'ipv4' || prefixLength !== 32 || isLoopbackAddress(address)) return [];
    const router = routed.get(addressKey(address));
    const isHeld = router?.state === 'master';
    // a master that has it here alone was told to have it here (virtual_ipaddress { … dev lo }), and is to be asked
    if (isHeld && router.isPresent === true && !outer.has(addressKey(address))) return [];
    const near = networks.filter(({prefix}) => prefixContains(prefix, address));
    const asked =
      near.length > 0 || role !== 'real-server' ? near : networks.filter(one => one.prefix.address.family === 'ipv4');
    const isSaid = role === 'real-server' || router !== undefined;
    return [{address, on: link.name, asked: [...new Set(asked.map(one => one.interface))], isHeld, isSaid}];
  });
}

function isInner({isLoopback, kind}: Link): boolean {
  return isLoopback || kind === 'dummy' || kind === 'ipip';
}

function isLoopbackAddress(address: Address): boolean {
  return formatAddress(address).startsWith('127.');
}
