import type {Table} from '../ipvs/table.js';
import {type Address, addressKey} from '../net/address.js';
import type {Link, NetworkState} from '../vrrp/ports.js';

/** Interfaces that have an address of a service, but for loopback, each with the first of them. IPv4. */
export function interfacesOfServices(
  {links, addresses}: NetworkState,
  {entries}: Table,
): readonly {readonly link: Link; readonly address: Address}[] {
  const balanced = new Set(
    entries.flatMap(({service: {id}}) =>
      id.type === 'address' && id.address.family === 'ipv4' ? [addressKey(id.address)] : [],
    ),
  );
  return links.flatMap(link => {
    const own = addresses.find(one => one.interface === link.index && balanced.has(addressKey(one.address)));
    return own && !link.isLoopback ? [{link, address: own.address}] : [];
  });
}
