import type {KeepalivedConfig} from '../../config/keepalived/read-config.js';
import {effectiveTracking} from '../../config/keepalived/vrrp/effective-tracking.js';
import {
  type SyncGroup,
  trackedKinds,
  type Tracking,
  type VirtualAddress,
  type VrrpInstance,
} from '../../config/keepalived/vrrp/vrrp-configuration.js';
import {type Address, formatAddress} from '../../net/address.js';
import type {Tracked, WantedAddress, WantedInstance} from '../../vrrp/findings/wanted-instance.js';

/** What a keepalived.conf wants on this host. @param daemon as the observer's events name it */
export function wantedInstances({vrrp, globals}: KeepalivedConfig, daemon: string): WantedInstance[] {
  return vrrp.instances.map(instance => {
    const group = vrrp.syncGroups.find(({name}) => name === instance.syncGroup);
    const common = instance.family === 'ipv4' ? globals.multicastGroup4 : globals.multicastGroup6;
    const multicastGroup = otherGroup(instance.multicastGroup ?? common);
    return {
      name: instance.name,
      daemon,
      interface: instance.interface ?? globals.defaultInterface,
      virtualRouter: instance.virtualRouterId,
      family: instance.family,
      version: instance.version,
      priority: instance.priority,
      interval: instance.advertInterval,
      addresses: addressesOf(instance),
      unicastPeers: instance.isUnicast ? instance.unicastPeers.map(({address}) => address) : undefined,
      ...(multicastGroup && !instance.isUnicast ? {multicastGroup} : {}),
      authentication: authenticationOf(instance),
      ignoresAddressLists: instance.skipsAddressCheck,
      preempts: instance.preempts,
      syncGroup: group?.name,
      tracked: trackedBy(instance, group),
    };
  });
}

const usualGroups = ['224.0.0.18', 'ff02::12'];

function otherGroup(group: Address | undefined): Address | undefined {
  return group && !usualGroups.includes(formatAddress(group)) ? group : undefined;
}

function authenticationOf({authentication}: VrrpInstance): WantedInstance['authentication'] {
  if (!authentication) return {type: 'none'};
  return authentication.type === 'AH' ? {type: 'ah'} : {type: 'password', password: authentication.password};
}

function addressesOf(instance: VrrpInstance): WantedAddress[] {
  const wanted = (isExcluded: boolean) => (virtual: VirtualAddress) => {
    const name = virtual.interface ?? ownInterface(instance);
    return {
      address: virtual.address,
      interface: name === instance.interface ? undefined : name,
      isExcluded,
    };
  };
  return [...instance.addresses.map(wanted(false)), ...instance.excludedAddresses.map(wanted(true))];
}

/** use_vmac and use_ipvlan make an interface that the addresses lie on, `vrrp.51` where it has no name of its own. */
function ownInterface({
  virtualMac,
  ipvlan,
  family,
  virtualRouterId,
  interface: base,
}: VrrpInstance): string | undefined {
  const made = virtualMac ?? ipvlan;
  if (!made) return base;
  return made.interface ?? `vrrp${family === 'ipv6' ? '6' : ''}.${virtualRouterId}`;
}

function trackedBy(instance: VrrpInstance, group: SyncGroup | undefined): Tracked[] {
  const all = [...listed(effectiveTracking(instance, group)), ...(group ? listed(group.tracking) : [])];
  return all.filter((one, i) => all.findIndex(({kind, name}) => kind === one.kind && name === one.name) === i);
}

function listed(tracking: Tracking): Tracked[] {
  return trackedKinds.flatMap(kind =>
    tracking[kind].map(({name, weight, isReversed}) => ({kind, name, weight, isReversed})),
  );
}
