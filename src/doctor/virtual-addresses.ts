import {type Address, addressKey, formatAddress} from '../net/address.js';
import {prefixContains} from '../net/prefix.js';
import type {InstanceState, InstanceView} from '../vrrp/findings/instance-view.js';
import type {DirectorFacts, Looked} from './facts.js';

/** Whether this host takes an address for its own. */
export function ownAddress({
  localPrefixes,
}: Pick<DirectorFacts, 'localPrefixes'>): Looked<(address: Address) => boolean> {
  if (!localPrefixes.known) return localPrefixes;
  const isWhole = (length: number, {family}: Address) => length === (family === 'ipv4' ? 32 : 128);
  const single = new Set(
    localPrefixes.value.filter(one => isWhole(one.length, one.address)).map(one => addressKey(one.address)),
  );
  const blocks = localPrefixes.value.filter(one => !isWhole(one.length, one.address));
  return {
    known: true,
    value: address => single.has(addressKey(address)) || blocks.some(block => prefixContains(block, address)),
  };
}

/** The virtual router of this host that has an address. */
export interface RoutedAddress {
  readonly instance: string;
  readonly state: InstanceState;
  readonly isPresent: boolean | undefined;
  readonly address: Address;
}

/** The addresses of this host's virtual routers, by addressKey; not those that are only heard. */
export function routedAddresses({routers}: Pick<DirectorFacts, 'routers'>): ReadonlyMap<string, RoutedAddress> {
  const instances = routers.known ? routers.value.instances.filter(({isWanted}) => isWanted) : [];
  return new Map(
    instances.flatMap(instance =>
      instance.addresses.map(({address, isPresent}) => [
        addressKey(address),
        {instance: instanceName(instance), state: instance.state, isPresent, address},
      ]),
    ),
  );
}

/** `VI_1`, or what is heard of it. */
export function instanceName({identity}: Pick<InstanceView, 'identity'>): string {
  return identity.name ?? `virtual router ${identity.virtualRouter} on ${identity.interface}`;
}

/** `10.0.0.1, 10.0.0.2 and 7 more`. */
export function addressList(addresses: readonly Address[], most = 3): string {
  const names = addresses.slice(0, most).map(formatAddress).join(', ');
  return addresses.length > most ? `${names} and ${addresses.length - most} more` : names;
}
