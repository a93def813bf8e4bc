import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Network, SeenAddress} from '../observer/network.js';
import type {AddressView} from './instance-view.js';
import type {WantedInstance} from './wanted-instance.js';

/** Which of the wanted addresses the kernel has, and where. */
export function addressesOf(wanted: WantedInstance, network: Network): readonly AddressView[] {
  return wanted.addresses.map(({address, interface: name, isExcluded}) => {
    const places = network.addresses.get(addressKey(address)) ?? [];
    const here = places.filter(place => isOn(network, place, name ?? wanted.interface));
    const elsewhere = places.filter(place => !here.includes(place));
    return {
      address,
      isExcluded,
      isPresent: network.readAt === undefined ? undefined : here.length > 0,
      since: here.length > 0 ? here[0]?.since : network.removals.get(addressKey(address))?.at,
      elsewhere: elsewhere.map(({address: {interface: index}}) => nameOf(network, index)),
    };
  });
}

/** On the interface, or on one that lies on it: keepalived's use_vmac makes such a macvlan. */
function isOn(network: Network, {address}: SeenAddress, name: string): boolean {
  const link = network.links.get(address.interface)?.link;
  if (!link) return false;
  if (link.name === name) return true;
  const isVirtual = link.kind === 'macvlan' || link.kind === 'ipvlan';
  return isVirtual && link.parent !== undefined && network.links.get(link.parent)?.link.name === name;
}

function nameOf(network: Network, index: number): string {
  return network.links.get(index)?.link.name ?? String(index);
}

export function present(addresses: readonly AddressView[]): readonly AddressView[] {
  return addresses.filter(({isPresent}) => isPresent === true);
}

export function missing(addresses: readonly AddressView[]): readonly AddressView[] {
  return addresses.filter(({isPresent}) => isPresent === false);
}

/** When the last of them changed; undefined if that is not known of one. */
export function lastChange(addresses: readonly AddressView[]): Milliseconds | undefined {
  let last: Milliseconds | undefined;
  for (const {since} of addresses) {
    if (since === undefined) return undefined;
    last = Math.max(last ?? since, since);
  }
  return last;
}
