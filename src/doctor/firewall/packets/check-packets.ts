import {protocolName} from '../../../ipvs/protocol.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import type {DirectorNeeds} from '../director-needs.js';
import type {NeededPacket} from '../packet.js';
import {linkFinder, ownAddress, plain, serversOf, tcpFlags} from './packet-parts.js';

/** What real servers are asked from this host, and what they answer. */
export function checkPackets(needs: DirectorNeeds, most: number): readonly NeededPacket[] {
  const linkTowards = linkFinder(needs);
  return serversOf(needs, most).flatMap(({address, port, protocol}): NeededPacket[] => {
    const link = linkTowards(address);
    const {family} = address;
    const own = link === undefined ? undefined : ownAddress(needs.network, link, family);
    const words = `checks of ${protocolName(protocol)}/${formatEndpoint({address, port})}`;
    const common = {...plain, family, protocol};
    return [
      {
        purpose: 'checks',
        words,
        path: 'out',
        packet: {
          ...common,
          source: own,
          destination: address,
          destinationPort: port,
          out: link,
          tcpFlags: tcpFlags.first,
          destinationType: 'unicast',
        },
      },
      {
        purpose: 'checks',
        words: `answers to ${words}`,
        path: 'in',
        packet: {
          ...common,
          source: address,
          destination: own,
          sourcePort: port,
          in: link,
          state: 'established',
          tcpFlags: tcpFlags.answer,
          destinationType: 'local',
        },
      },
    ];
  });
}
