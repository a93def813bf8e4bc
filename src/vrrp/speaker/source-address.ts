import type {Address} from '../../net/address.js';
import {isLinkLocal} from '../multicast.js';
import type {InterfaceAddress, Link} from '../ports.js';
import type {RouterSettings} from '../router/configuration.js';
import type {HostNetwork} from './host-network.js';

/**
 * Where a virtual router sends from: what it is told to, else the first address of its link that is no virtual one
 * (RFC 9568 §5.1.1.1), link-local in IPv6 (§5.1.2.1). An owner may have no other than the one it owns.
 * @param isVirtual of any router of this host
 * @param isOurs a router of this host has added it
 * @returns undefined where there is none
 */
export function sourceAddress(
  {source, family, priority}: RouterSettings,
  link: Link | undefined,
  host: HostNetwork,
  isVirtual: (address: InterfaceAddress) => boolean,
  isOurs: (address: InterfaceAddress) => boolean,
): Address | undefined {
  if (source) return host.has(source) ? source : undefined;
  if (!link) return undefined;
  const usable = [...host.on(link.index)].filter(one => one.address.family === family && isUsable(one));
  const real = usable.filter(one => !isVirtual(one));
  const chosen = real.find(({flags}) => family === 'ipv6' || !flags.includes('secondary')) ?? real[0];
  const owned = priority === 255 ? usable.find(one => !isOurs(one)) : undefined;
  return (chosen ?? owned)?.address;
}

/** Not while the kernel finds out whether another has it, nor where it has found out. */
function isUsable({address, flags}: InterfaceAddress): boolean {
  if (flags.includes('tentative') || flags.includes('dadfailed')) return false;
  return address.family === 'ipv4' || isLinkLocal(address);
}
