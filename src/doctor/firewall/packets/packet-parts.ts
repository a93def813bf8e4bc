import {tcp} from '../../../ipvs/protocol.js';
import {type Address, type Family, isSameAddress} from '../../../net/address.js';
import {type Endpoint, formatEndpoint} from '../../../net/endpoint.js';
import {wayFinder} from '../../interface-towards.js';
import type {DirectorNeeds} from '../director-needs.js';

/** What is so of most packets: the first of a connection, unmarked. */
export const plain = {
  source: undefined,
  destination: undefined,
  sourcePort: undefined,
  destinationPort: undefined,
  in: undefined,
  out: undefined,
  state: 'new',
  tcpFlags: 0,
  mark: 0,
} as const;

/** SYN; SYN and ACK. */
export const tcpFlags = {first: 0x02, answer: 0x12} as const;

export function ownAddress(
  {links, addresses}: DirectorNeeds['network'],
  name: string,
  family: Family,
): Address | undefined {
  const index = links.find(link => link.name === name)?.index;
  return addresses.find(one => one.interface === index && one.address.family === family)?.address;
}

/** By which interface packets to an address leave. */
export function linkFinder({network, routes}: DirectorNeeds): (address: Address) => string | undefined {
  const wayTo = wayFinder({network: {known: true, value: network}, routes: {known: true, value: routes}});
  return address => {
    const way = wayTo(address);
    return way.type === 'unknown' ? undefined : way.interface;
  };
}

/** A real server that is not this host. */
export interface Server extends Endpoint {
  readonly protocol: number;
}

/** Real servers elsewhere, each once. @param forwarding only those that are forwarded to so */
export function serversOf({table, network}: DirectorNeeds, most: number, forwarding?: number): readonly Server[] {
  const found = new Map<string, Server>();
  for (const {service, destinations} of table.entries) {
    if (found.size >= most) break;
    const protocol = service.id.type === 'address' ? service.id.protocol : tcp;
    for (const {address, port, forwarding: way} of destinations) {
      const isHere = network.addresses.some(own => isSameAddress(own.address, address));
      if (isHere || port === 0 || (forwarding !== undefined && way !== forwarding)) continue;
      found.set(`${protocol} ${formatEndpoint({address, port})}`, {address, port, protocol});
    }
  }
  return [...found.values()].slice(0, most);
}
