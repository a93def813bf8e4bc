import {ipv4, ipv6, parseAddress} from '../../../net/address.js';
import {plainTunnel} from '../../../ipvs/forwarding.js';
import type {Director} from '../director.js';
import {decodeMemory} from '../schedulers/encode-memory.js';
import {nothingRemembered} from '../schedulers/memory.js';
import {type DestinationEntry, destinationEntryKey, type ServiceEntry, virtualKey} from '../table/entries.js';
import {type Counts, countNames, newStatistics, type Statistics} from '../table/statistics.js';
import type {Field} from './field.js';

export const anAddress = 'an address';

export function decodeService(director: Director, field: Field): ServiceEntry {
  const service: ServiceEntry = {
    ...decodeServiceName(field),
    scheduler: field.get('scheduler').text(),
    engine: field.get('engine').isAbsent ? '' : field.get('engine').text(),
    flags: field.get('flags').integer(),
    timeout: field.get('timeout').integer(),
    netmask: field.get('netmask').integer(),
    destinations: [],
    byKey: new Map(),
    statistics: decodeStatistics(field.get('statistics')),
    memory: nothingRemembered,
  };
  if (director.services.find(service)) throw field.wrong('another service than an earlier one');
  for (const member of field.get('destinations').list()) {
    const destination = decodeDestination(member, service, true);
    const key = destinationEntryKey(destination);
    if (service.byKey.has(key)) throw member.wrong('another destination than an earlier one');
    service.destinations.push(destination);
    service.byKey.set(key, destination);
  }
  service.memory = decodeMemory(service, field.get('memory'));
  return service;
}

function decodeServiceName(field: Field): Pick<ServiceEntry, 'family' | 'protocol' | 'address' | 'port' | 'fwmark'> {
  if (!field.get('fwmark').isAbsent) {
    const family = field.get('family').oneOf(['ipv4', 'ipv6']);
    const address = family === 'ipv4' ? ipv4(0) : ipv6(0, 0, 0, 0);
    return {family, protocol: 6, address, port: 0, fwmark: field.get('fwmark').integer(1)};
  }
  const address = field.get('address').parsed(parseAddress, anAddress);
  return {
    family: address.family,
    protocol: field.get('protocol').integer(0, 65535),
    address,
    port: field.get('port').integer(0, 65535),
    fwmark: 0,
  };
}

function decodeDestination(field: Field, service: ServiceEntry, isAvailable: boolean): DestinationEntry {
  const orElse = <T>(name: string, read: (field: Field) => T, absent: T) =>
    field.get(name).isAbsent ? absent : read(field.get(name));
  const address = field.get('address').parsed(parseAddress, anAddress);
  const weight = field.get('weight').integer(0, 0x7fffffff);
  return {
    family: address.family,
    address,
    port: field.get('port').integer(0, 65535),
    virtual: virtualKey(service),
    service,
    forwarding: field.get('forwarding').integer(0, 7),
    weight,
    lastWeight: orElse('lastWeight', member => member.integer(0, 0x7fffffff), weight),
    tunnel: orElse('tunnel', decodeTunnel, plainTunnel),
    upperThreshold: orElse('upperThreshold', member => member.integer(), 0),
    lowerThreshold: orElse('lowerThreshold', member => member.integer(), 0),
    active: 0, // as are the other two: they are counted from the connections
    inactive: 0,
    persistent: 0,
    isAvailable,
    isOverloaded: orElse('isOverloaded', member => member.truth(), false),
    idleSince: orElse<number | undefined>('idleSince', member => member.time(), undefined),
    statistics: decodeStatistics(field.get('statistics')),
  };
}

function decodeTunnel(field: Field): DestinationEntry['tunnel'] {
  return {
    type: field.get('type').integer(0, 255),
    port: field.get('port').integer(0, 65535),
    flags: field.get('flags').integer(0, 65535),
  };
}

/** A destination in the trash: its service may be gone, so it only keeps that one's name. */
export function decodeDeleted(director: Director, field: Field): DestinationEntry {
  const virtual = field.get('of').text();
  const isOrphan = !field.get('isOrphan').isAbsent;
  const service = isOrphan
    ? undefined
    : Array.from(director.services.inOrder()).find(candidate => virtualKey(candidate) === virtual);
  return {...decodeDestination(field, service ?? goneService, false), virtual};
}

/** Stands for services that were deleted before their destinations were forgotten. */
const goneService: ServiceEntry = {
  family: 'ipv4',
  protocol: 0,
  address: ipv4(0),
  port: 0,
  fwmark: 0,
  scheduler: 'none',
  engine: '',
  flags: 0,
  timeout: 0,
  netmask: 0,
  destinations: [],
  byKey: new Map(),
  statistics: newStatistics(),
  memory: nothingRemembered,
};

export function decodeStatistics(field: Field): Statistics {
  const statistics = newStatistics();
  if (field.isAbsent) return statistics;
  for (const kind of ['live', 'seen', 'zero', 'rates'] as const) {
    const member = field.get(kind);
    if (!member.isAbsent) Object.assign(statistics[kind], decodeCounts(member));
  }
  return statistics;
}

function decodeCounts(field: Field): Counts {
  const values = field.list().map(value => value.count());
  if (values.length !== countNames.length)
    throw field.wrong(`${countNames.length} texts of digits: ${countNames.join(', ')}`);
  return Object.fromEntries(countNames.map((name, i) => [name, values[i]])) as unknown as Counts;
}
