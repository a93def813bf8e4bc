import {directRouting, masquerading} from '../../../ipvs/forwarding.js';
import {protocolName, tcp} from '../../../ipvs/protocol.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {DirectorNeeds} from '../director-needs.js';
import type {NeededPacket} from '../packet.js';
import {linkFinder, plain, serversOf, tcpFlags} from './packet-parts.js';

/** What IPVS passes on, and what comes back through this host. */
export function forwardedPackets(needs: DirectorNeeds, most: number): readonly NeededPacket[] {
  return [...masqueradedRequests(needs, most), ...routedRequests(needs, most), ...answers(needs, most)];
}

/**
 * IPVS sends at the hook LOCAL_OUT (ip_vs_nat_send_or_cont of ip_vs_xmit.c): the rules of OUTPUT and POSTROUTING see the
 * client's packet with the real server's address. Without net.ipv4.vs.conntrack it is untracked (measured on Linux 6.1).
 */
function masqueradedRequests(needs: DirectorNeeds, most: number): NeededPacket[] {
  const linkTowards = linkFinder(needs);
  return serversOf(needs, most, masquerading).map(({address, port, protocol}) => ({
    purpose: 'requests',
    words: `requests to ${protocolName(protocol)}/${formatEndpoint({address, port})}`,
    path: 'out',
    packet: {
      ...plain,
      family: address.family,
      protocol,
      destination: address,
      destinationPort: port,
      out: linkTowards(address),
      state: needs.isConntracked ? 'new' : 'untracked',
      tcpFlags: tcpFlags.first,
      destinationType: 'unicast',
    },
  }));
}

/** With direct routing they have the service's address still, which is one of this host. */
function routedRequests(needs: DirectorNeeds, most: number): NeededPacket[] {
  const linkTowards = linkFinder(needs);
  return needs.table.entries.slice(0, most).flatMap(({service: {id}, destinations}): NeededPacket[] => {
    const server = destinations.find(({forwarding}) => forwarding === directRouting);
    if (id.type === 'fwmark' || !server) return [];
    return [
      {
        purpose: 'requests',
        words: `requests of ${formatServiceId(id)} on their way to real servers`,
        path: 'out',
        packet: {
          ...plain,
          family: id.address.family,
          protocol: id.protocol,
          destination: id.address,
          destinationPort: id.port || undefined,
          out: linkTowards(server.address),
          state: needs.isConntracked ? 'new' : 'untracked',
          tcpFlags: tcpFlags.first,
          destinationType: 'local',
        },
      },
    ];
  });
}

/**
 * IPVS takes the answers of masqueraded servers behind the rules of FORWARD (ip_vs_reply4 at NF_IP_PRI_NAT_SRC - 1 of
 * ip_vs_core.c). Without net.ipv4.vs.conntrack connection tracking has forgotten the question, and an answer of TCP
 * without one is invalid to it.
 */
function answers(needs: DirectorNeeds, most: number): NeededPacket[] {
  const linkTowards = linkFinder(needs);
  return serversOf(needs, most, masquerading).map(({address, port, protocol}) => ({
    purpose: 'answers',
    words: `answers of ${protocolName(protocol)}/${formatEndpoint({address, port})} to clients`,
    path: 'through',
    packet: {
      ...plain,
      family: address.family,
      protocol,
      source: address,
      sourcePort: port,
      in: linkTowards(address),
      out: needs.routes.find(({family, to}) => family === address.family && to === undefined)?.interface,
      state: needs.isConntracked ? 'established' : protocol === tcp ? 'invalid' : 'new',
      tcpFlags: tcpFlags.answer,
      destinationType: 'unicast',
    },
  }));
}
