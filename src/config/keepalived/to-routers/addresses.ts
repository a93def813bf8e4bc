import {type Address, ipv4, parseIpv4} from '../../../net/address.js';
import {mostAddresses, mostAddressesOf6} from '../../director/check-router.js';
import type {OwnAddress} from '../../../vrrp/router/configuration.js';
import type {VirtualAddress, VrrpInstance} from '../vrrp/vrrp-configuration.js';
import type {Findings} from './findings.js';

/** Names of /etc/iproute2/rt_scopes that keepalived knows. */
const scopes: Readonly<Record<string, number>> = {global: 0, site: 200, link: 253, host: 254, nowhere: 255};

/** What is advertised, and what is not; more than an advertisement holds is moved (vrrp_complete_instance() of vrrp.c). */
export function addressesOf(
  {addresses, excludedAddresses, family}: VrrpInstance,
  findings: Findings,
): {readonly addresses: readonly OwnAddress[]; readonly excluded: readonly OwnAddress[]} {
  const most = family === 'ipv4' ? mostAddresses : mostAddressesOf6;
  const [first] = addresses.slice(most);
  if (first)
    findings.warn(first.place, `${addresses.length} addresses, of which an advertisement of 1500 bytes holds ${most}`, {
      keepalived: 'treats the others as virtual_ipaddress_excluded',
      lvsctl: 'does the same',
      advice: 'move them there, on all peers alike',
    });
  return {
    addresses: addresses.slice(0, most).map(ownAddress),
    excluded: [...addresses.slice(most), ...excludedAddresses].map(ownAddress),
  };
}

function ownAddress(virtual: VirtualAddress): OwnAddress {
  const {address, prefixLength, label, scope, peer} = virtual;
  return {
    address,
    prefixLength,
    interface: virtual.interface,
    label,
    scope: scope === undefined ? undefined : (scopes[scope] ?? Number(scope)),
    broadcast: peer ? undefined : broadcastOf(virtual),
    peer,
  };
}

/** `+` sets the bits of the host, `-` clears them; networks of one or two addresses have none. */
function broadcastOf({address, prefixLength, broadcast}: VirtualAddress): Address | undefined {
  if (broadcast === undefined || address.family === 'ipv6') return undefined;
  if (broadcast !== '+' && broadcast !== '-') return parseIpv4(broadcast);
  if (prefixLength > 30) return undefined;
  const host = 0xffff_ffff >>> prefixLength;
  return ipv4(broadcast === '+' ? address.value | host : address.value & ~host);
}
