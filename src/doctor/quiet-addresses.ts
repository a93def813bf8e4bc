import {type Address, formatAddress, isSameAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import type {Link} from '../vrrp/ports.js';
import type {DirectorFacts} from './facts.js';
import {networksOf} from './interface-towards.js';

/** A virtual address that this host accepts and must not be asked for: it is a real server of it. IPv4. */
export interface QuietAddress {
  readonly address: Address;
  /** lo, or a dummy. */
  readonly on: string;
  /** Interfaces where somebody may ask for it by ARP. */
  readonly asked: readonly string[];
  /** Whether this host is master of it now: then it is to be asked for here. */
  readonly isHeld: boolean;
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
  return onInnerLinks(facts).filter(({address, asked}) => asked.length > 0 && isRouted(facts, address));
}

/** Of services that are not balanced here, nor held by a virtual router of this host. */
function foreign(facts: DirectorFacts): QuietAddress[] {
  return onInnerLinks(facts).filter(
    ({address, asked}) => asked.length > 0 && !isRouted(facts, address) && !isBalanced(facts, address),
  );
}

function isRouted({routers}: DirectorFacts, address: Address): boolean {
  return (
    routers.known &&
    routers.value.instances.some(
      ({isWanted, addresses}) => isWanted && addresses.some(one => isSameAddress(one.address, address)),
    )
  );
}

function isHeld({routers}: DirectorFacts, address: Address): boolean {
  return (
    routers.known &&
    routers.value.instances.some(
      ({state, addresses}) => state === 'master' && addresses.some(one => isSameAddress(one.address, address)),
    )
  );
}

function isBalanced({ipvs}: DirectorFacts, address: Address): boolean {
  return (
    ipvs.known &&
    ipvs.value.table.entries.some(({service: {id}}) => id.type === 'address' && isSameAddress(id.address, address))
  );
}

function onInnerLinks(facts: DirectorFacts): QuietAddress[] {
  const {network, role} = facts;
  if (!network.known) return [];
  const inner = new Map(network.value.links.filter(isInner).map(link => [link.index, link]));
  const networks = networksOf(facts).filter(
    ({interface: name}) => ![...inner.values()].some(link => link.name === name),
  );
  return network.value.addresses.flatMap(({interface: index, address, prefixLength}) => {
    const link = inner.get(index);
    if (!link || address.family !== 'ipv4' || prefixLength !== 32 || isLoopbackAddress(address)) return [];
    const near = networks.filter(({prefix}) => prefixContains(prefix, address));
    const asked =
      near.length > 0 || role !== 'real-server' ? near : networks.filter(one => one.prefix.address.family === 'ipv4');
    return [
      {address, on: link.name, asked: [...new Set(asked.map(one => one.interface))], isHeld: isHeld(facts, address)},
    ];
  });
}

function isInner({isLoopback, kind}: Link): boolean {
  return isLoopback || kind === 'dummy' || kind === 'ipip';
}

function isLoopbackAddress(address: Address): boolean {
  return formatAddress(address).startsWith('127.');
}
