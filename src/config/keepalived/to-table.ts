import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {masquerading} from '../../ipvs/forwarding.js';
import {hostNetmask, type ServiceConfiguration, type ServiceId, serviceFlag} from '../../ipvs/service.js';
import {type Address, type Family, ipv4, ipv6} from '../../net/address.js';
import type {Endpoint} from '../../net/endpoint.js';
import type {ForwardingMethod, LvsConfiguration, RealServer, VirtualServer} from './lvs/lvs-configuration.js';
import type {Place} from './problem.js';

/** Members of one address range that are services of their own. */
const mostOfRange = 65_536;

/** A service of the kernel, and where the configuration asks for it. */
export interface PlacedService {
  readonly id: ServiceId;
  readonly place: Place;
}

/** The kernel's services of a virtual server: groups and ranges written out. */
export function servicesOf(
  server: VirtualServer,
  {groups}: Pick<LvsConfiguration, 'groups'>,
): readonly PlacedService[] {
  const {subject, place, protocol} = server;
  const family: Family = server.family ?? server.realServers[0]?.address.family ?? 'ipv4';
  if (subject.type === 'fwmark') return [{id: {type: 'fwmark', family, fwmark: subject.fwmark}, place}];
  if (subject.type === 'address') {
    const {address, port} = subject;
    return [{id: {type: 'address', protocol, address, port}, place}];
  }
  const members = groups.find(({name}) => name === subject.name)?.members ?? [];
  return members.flatMap((member): PlacedService[] => {
    if (member.type === 'fwmark')
      return [{id: {type: 'fwmark', family: member.family ?? family, fwmark: member.fwmark}, place: member.place}];
    return addressesOf(member.first, member.last).map(address => ({
      id: {type: 'address', protocol, address, port: member.port},
      place: member.place,
    }));
  });
}

/** A virtual server as one of its services. */
export function serviceWithin(id: ServiceId, server: VirtualServer): ServiceConfiguration {
  const family = id.type === 'fwmark' ? id.family : id.address.family;
  return {
    id,
    scheduler: server.scheduler,
    flags: server.persistenceTimeout > 0 ? server.flags | serviceFlag.persistent : server.flags,
    timeout: server.persistenceTimeout,
    netmask: server.netmask ?? hostNetmask(family),
    persistenceEngine: server.persistenceEngine,
  };
}

/** A real server within a service. */
export function destinationWithin(id: ServiceId, real: RealServer): DestinationConfiguration {
  const {address, forwarding, weight, upperThreshold, lowerThreshold, tunnel} = real;
  return {address, forwarding, weight, upperThreshold, lowerThreshold, tunnel, port: portWithin(id, real)};
}

/** The port that a real or sorry server has within a service: NAT alone changes it. */
export function portWithin(id: ServiceId, {forwarding, port}: Pick<Endpoint, 'port'> & ForwardingMethod): number {
  const servicePort = id.type === 'fwmark' ? 0 : id.port;
  return forwarding === masquerading ? port || servicePort : servicePort;
}

/** Ranges of keepalived differ in their last part only. */
function addressesOf(first: Address, last: Address): readonly Address[] {
  const lastWord = (address: Address) => (address.family === 'ipv4' ? address.value : address.words[3]);
  const length = Math.min(mostOfRange, Math.max(1, lastWord(last) - lastWord(first) + 1));
  return Array.from({length}, (_, i) => {
    if (first.family === 'ipv4') return ipv4(first.value + i);
    const [a, b, c, d] = first.words;
    return ipv6(a, b, c, d + i);
  });
}
