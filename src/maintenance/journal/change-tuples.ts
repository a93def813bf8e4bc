import type {DestinationConfiguration, DestinationId} from '../../ipvs/destination.js';
import type {DesiredEntry} from '../../ipvs/plan.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';
import type {Address} from '../../net/address.js';
import type {JournalChange} from './journal-entry.js';

/** A change in a line of the journal: its type, then its values in an order of ours, a fifth of the size with names. */
export type ChangeTuple = readonly [JournalChange['type'], ...unknown[]];

export function encodeJournalChange(change: JournalChange): ChangeTuple {
  switch (change.type) {
    case 'add-service':
    case 'edit-service':
      return [change.type, encodeService(change.service)];
    case 'delete-service':
      return [change.type, encodeServiceId(change.id)];
    case 'add-server':
    case 'edit-server':
      return [change.type, encodeServiceId(change.id), encodeServer(change.destination)];
    case 'delete-server':
      return [
        change.type,
        encodeServiceId(change.id),
        encodeAddress(change.destination.address),
        change.destination.port,
      ];
    case 'flush':
      return [change.type];
    case 'zero':
      return [change.type, change.id ? encodeServiceId(change.id) : null];
    case 'set':
      return [change.type, change.timeouts];
    case 'start-daemon':
      return [change.type, change.daemon];
    case 'stop-daemon':
      return [change.type, change.state, change.syncId];
    case 'set-sysctl':
      return [change.type, change.name, change.value];
  }
}

/** NB: believes what it reads, as the sum of the line was right. @throws Error for a type that is not known */
export function decodeJournalChange([type, ...values]: ChangeTuple): JournalChange {
  const [first, second, third] = values as never[];
  switch (type) {
    case 'add-service':
    case 'edit-service':
      return {type, service: decodeService(first!)};
    case 'delete-service':
      return {type, id: decodeServiceId(first!)};
    case 'add-server':
    case 'edit-server':
      return {type, id: decodeServiceId(first!), destination: decodeServer(second!)};
    case 'delete-server':
      return {type, id: decodeServiceId(first!), destination: {address: decodeAddress(second!), port: third!}};
    case 'flush':
      return {type};
    case 'zero':
      return {type, id: first === null ? undefined : decodeServiceId(first!)};
    case 'set':
      return {type, timeouts: first!};
    case 'start-daemon':
      return {type, daemon: first!};
    case 'stop-daemon':
      return {type, state: first!, syncId: second!};
    case 'set-sysctl':
      return {type, name: first!, value: second!};
  }
  throw new Error(`${JSON.stringify(type)} is no change that is known`);
}

/** A service as it is configured, with servers. */
export type EntryTuple = readonly [ServiceTuple, ...ServerTuple[]];

export function encodeEntry({service, destinations}: DesiredEntry): EntryTuple {
  return [encodeService(service), ...destinations.map(encodeServer)];
}

export function decodeEntry([service, ...servers]: EntryTuple): DesiredEntry {
  return {service: decodeService(service), destinations: servers.map(decodeServer)};
}

/** IPv4 as its number, IPv6 as its four words. */
type AddressTuple = number | readonly [number, number, number, number];

function encodeAddress(address: Address): AddressTuple {
  return address.family === 'ipv4' ? address.value : address.words;
}

function decodeAddress(tuple: AddressTuple): Address {
  return typeof tuple === 'number' ? {family: 'ipv4', value: tuple} : {family: 'ipv6', words: tuple};
}

type ServiceIdTuple =
  | readonly [protocol: number, AddressTuple, port: number]
  | readonly ['ipv4' | 'ipv6', fwmark: number];

function encodeServiceId(id: ServiceId): ServiceIdTuple {
  return id.type === 'address' ? [id.protocol, encodeAddress(id.address), id.port] : [id.family, id.fwmark];
}

function decodeServiceId(tuple: ServiceIdTuple): ServiceId {
  if (tuple.length === 2) return {type: 'fwmark', family: tuple[0], fwmark: tuple[1]};
  const [protocol, address, port] = tuple;
  return {type: 'address', protocol, address: decodeAddress(address), port};
}

type ServiceTuple = readonly [ServiceIdTuple, string, number, number, number, string];

function encodeService({
  id,
  scheduler,
  flags,
  timeout,
  netmask,
  persistenceEngine,
}: ServiceConfiguration): ServiceTuple {
  return [encodeServiceId(id), scheduler, flags, timeout, netmask, persistenceEngine];
}

function decodeService(tuple: ServiceTuple): ServiceConfiguration {
  const [id, scheduler, flags, timeout, netmask, persistenceEngine] = tuple;
  return {id: decodeServiceId(id), scheduler, flags, timeout, netmask, persistenceEngine};
}

type ServerTuple = readonly [AddressTuple, number, number, number, number, number, number, number, number];

function encodeServer(server: DestinationConfiguration): ServerTuple {
  const {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel} = server;
  const {type, port: tunnelPort, flags} = tunnel;
  return [encodeAddress(address), port, forwarding, weight, upperThreshold, lowerThreshold, type, tunnelPort, flags];
}

function decodeServer(tuple: ServerTuple): DestinationConfiguration {
  const [address, port, forwarding, weight, upperThreshold, lowerThreshold, type, tunnelPort, flags] = tuple;
  const id: DestinationId = {address: decodeAddress(address), port};
  return {...id, forwarding, weight, upperThreshold, lowerThreshold, tunnel: {type, port: tunnelPort, flags}};
}
