import type {ServiceId} from '../../../ipvs/service.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {isSameAddress} from '../../../net/address.js';
import type {DirectorNeeds} from '../director-needs.js';
import type {NeededPacket} from '../packet.js';
import {plain, tcpFlags} from './packet-parts.js';

/** IPVS takes what is for its services (NF_IP_PRI_NAT_SRC - 2 of ip_vs_core.c): rules behind it see only the rest. */
const ipvs = {hook: 'input', priority: 98} as const;

/** The first packet of a client to each service. */
export function clientPackets(needs: DirectorNeeds, most: number): readonly NeededPacket[] {
  return needs.table.entries.slice(0, most).flatMap(({service: {id}}) => {
    if (id.type === 'fwmark') return [];
    const {address, protocol, port} = id;
    return [
      {
        purpose: 'clients',
        words: `clients of ${formatServiceId(id)}`,
        path: 'in',
        end: ipvs,
        packet: {
          ...plain,
          family: address.family,
          protocol,
          destination: address,
          destinationPort: port || undefined,
          in: clientLink(id, needs),
          tcpFlags: tcpFlags.first,
          destinationType: 'local',
        },
      } as const,
    ];
  });
}

/** The interface that has the address, unless it is loopback's; else the one of the default route. */
function clientLink(
  {address}: Extract<ServiceId, {type: 'address'}>,
  {network, routes}: DirectorNeeds,
): string | undefined {
  const here = network.addresses.find(own => isSameAddress(own.address, address));
  const link = here && network.links.find(({index}) => index === here.interface);
  if (link && !link.isLoopback) return link.name;
  return routes.find(({family, to}) => family === address.family && to === undefined)?.interface;
}
