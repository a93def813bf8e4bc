import {type Address, formatAddress, isSameAddress} from '../../net/address.js';
import {prefixContains} from '../../net/prefix.js';
import {isLinkLocal} from '../multicast.js';
import type {NetworkState} from '../ports.js';

/** A virtual router, as far as it matters where a peer of it is. */
export interface Reaching {
  readonly name: string;
  readonly interface: string;
  readonly family: Address['family'];
  readonly unicastPeers: readonly Address[] | undefined;
}

/**
 * Of virtual routers that move together, the one on whose link a peer is: that one talks with it.
 * @param target what was asked for: one of them, or their sync group
 * @returns why nobody can tell
 */
export function towardsPeer<T extends Reaching>(
  members: readonly T[],
  target: string,
  peer: Address,
  network: NetworkState,
): T | {readonly problem: string} {
  const named = members.find(({name}) => name === target);
  if (named) return named;
  const speaking = members.filter(({family}) => family === peer.family);
  const [first] = speaking;
  const family = peer.family === 'ipv6' ? 'IPv6' : 'IPv4';
  if (!first) return {problem: `no virtual router of ${target} speaks ${family}: give another address of the peer`};
  const found =
    speaking.find(({unicastPeers}) => unicastPeers?.some(one => isSameAddress(one, peer))) ??
    speaking.find(one => !(peer.family === 'ipv6' && isLinkLocal(peer)) && isOnLink(peer, one.interface, network));
  if (found) return found;
  const links = [...new Set(speaking.map(one => one.interface))];
  if (links.length === 1) return first;
  const names = speaking.map(({name}) => name).join(', ');
  return {problem: `${formatAddress(peer)} may be on ${links.join(' or ')}: name one of ${names} instead of ${target}`};
}

function isOnLink(peer: Address, name: string, {links, addresses}: NetworkState): boolean {
  const link = links.find(one => one.name === name);
  return addresses.some(
    own => own.interface === link?.index && prefixContains({address: own.address, length: own.prefixLength}, peer),
  );
}
