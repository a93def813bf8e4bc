import {udp} from '../../../ipvs/protocol.js';
import {ipv4} from '../../../net/address.js';
import type {DirectorNeeds} from '../director-needs.js';
import type {NeededPacket} from '../packet.js';
import {ownAddress, plain} from './packet-parts.js';

/** IP_VS_SYNC_GROUP and IP_VS_SYNC_PORT of the kernel's ip_vs_sync.c. */
const synchronization = {group: ipv4(0xe0000051), port: 8848} as const;

/** What the sync daemons of this host send or receive. */
export function synchronizationPackets({daemons, network}: DirectorNeeds): readonly NeededPacket[] {
  return daemons.map(({state, interface: link, group, port}) => {
    const isOut = state === 'master';
    const destination = group ?? synchronization.group;
    const common = {...plain, family: destination.family, protocol: udp, destinationType: 'multicast' as const};
    const ports = {destination, destinationPort: port || synchronization.port};
    return {
      purpose: 'synchronization',
      words: `connection synchronization ${isOut ? 'out' : 'in'} on ${link}`,
      path: isOut ? 'out' : 'in',
      packet: isOut
        ? {...common, ...ports, out: link, source: ownAddress(network, link, destination.family)}
        : {...common, ...ports, in: link},
    };
  });
}
