import {type Endpoint, formatEndpoint} from '../net/endpoint.js';
import type {Destination} from '../ipvs/destination.js';
import {forwardingName, tunneling, tunnelTypeName} from '../ipvs/forwarding.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  type Service,
  type ServiceId,
} from '../ipvs/service.js';
import {formatServiceId} from '../ipvs/service-text.js';
import type {Counters, Rates, Statistics} from '../ipvs/statistics.js';
import type {TableEntry} from '../ipvs/table.js';
import {ownerCell} from '../maintenance/owner-cell.js';
import type {FindOwnership, Ownership} from '../maintenance/owner.js';
import {formatIpv4} from '../net/address.js';
import type {NameBook} from '../settings/name-book.js';
import type {ListColumnName} from './list-column-names.js';
import type {Column} from './output/columns.js';

/** A line of the listing: a service, or one of its real servers below it. */
export type ListRow =
  | {readonly type: 'service'; readonly service: Service; readonly destinations: readonly Destination[]}
  | {readonly type: 'destination'; readonly destination: Destination; readonly ownership: Ownership | undefined};

export function listRows(entries: readonly TableEntry[], ownershipOf: FindOwnership): ListRow[] {
  return entries.flatMap(({service, destinations}): ListRow[] => [
    {type: 'service', service, destinations},
    ...destinations.map((destination): ListRow => {
      return {type: 'destination', destination, ownership: ownershipOf(service.id, destination)};
    }),
  ]);
}

/** The columns for what was asked. */
export function listColumns({isWide, stats, rate, chosen}: WantedColumns, names: NameBook): readonly Column<ListRow>[] {
  const more = [...(isWide ? wide : []), ...(stats ? counterColumns : []), ...(rate ? rateColumns : [])];
  const wanted = new Set<ListColumnName>(chosen ? [...chosen, ...more] : [...base, ...more, 'status']);
  const all = {...columns, ...namingColumns(names)};
  return [...wanted].map(name => ({title: name.toUpperCase(), ...all[name]}));
}

export interface WantedColumns {
  readonly isWide: boolean;
  readonly stats: boolean;
  readonly rate: boolean;
  /** Instead of the usual ones; undefined where nobody has chosen. */
  readonly chosen: readonly ListColumnName[] | undefined;
}

const base = ['service', 'scheduler', 'weight', 'active', 'inactive'] as const;
const wide = ['persistent', 'upper', 'lower', 'tunnel', 'owner'] as const;
const counterColumns = ['conns', 'in-pkts', 'out-pkts', 'in-bytes', 'out-bytes'] as const;
const rateColumns = ['conn/s', 'in-pkt/s', 'out-pkt/s', 'in-byte/s', 'out-byte/s'] as const;

type Untitled = Omit<Column<ListRow>, 'title'>;

/** Those that say which service or real server a row is. */
function namingColumns(names: NameBook): Readonly<Record<'service' | 'name' | 'address', Untitled>> {
  const left = (ofService: (id: ServiceId) => string, ofServer: (endpoint: Endpoint) => string): Untitled => ({
    align: 'left',
    cell: row => (row.type === 'service' ? ofService(row.service.id) : `  ${ofServer(row.destination)}`),
  });
  return {
    service: left(
      id => names.service(id),
      endpoint => names.endpoint(endpoint),
    ),
    name: left(
      id => names.serviceName(formatServiceId(id)) ?? '-',
      ({address}) => names.hostName(address) ?? '-',
    ),
    address: left(formatServiceId, formatEndpoint),
  };
}

const columns: Readonly<Record<Exclude<ListColumnName, 'service' | 'name' | 'address'>, Untitled>> = {
  scheduler: {
    align: 'left',
    cell: row => (row.type === 'service' ? row.service.scheduler : `  ${forwardingName(row.destination.forwarding)}`),
  },
  weight: {align: 'right', cell: row => (row.type === 'service' ? '' : String(row.destination.weight))},
  active: {align: 'right', cell: sum(destination => destination.activeConnections)},
  inactive: {align: 'right', cell: sum(destination => destination.inactiveConnections)},
  persistent: {align: 'right', cell: sum(destination => destination.persistentConnections)},
  upper: {align: 'right', cell: limit(destination => destination.upperThreshold)},
  lower: {align: 'right', cell: limit(destination => destination.lowerThreshold)},
  tunnel: {
    align: 'left',
    cell: row =>
      row.type === 'destination' && row.destination.forwarding === tunneling ? tunnelText(row.destination) : '',
  },
  owner: {
    align: 'left',
    cell: row => (row.type === 'service' ? '' : ownerCell(row.ownership, row.destination.weight)),
  },
  conns: number(({counters}) => counters.connections),
  'in-pkts': number(({counters}) => counters.incomingPackets),
  'out-pkts': number(({counters}) => counters.outgoingPackets),
  'in-bytes': number(({counters}) => counters.incomingBytes),
  'out-bytes': number(({counters}) => counters.outgoingBytes),
  'conn/s': number(({rates}) => rates.connectionsPerSecond),
  'in-pkt/s': number(({rates}) => rates.incomingPacketsPerSecond),
  'out-pkt/s': number(({rates}) => rates.outgoingPacketsPerSecond),
  'in-byte/s': number(({rates}) => rates.incomingBytesPerSecond),
  'out-byte/s': number(({rates}) => rates.outgoingBytesPerSecond),
  status: {
    align: 'left',
    cell: row =>
      row.type === 'service' ? serviceStatus(row.service, row.destinations) : destinationStatus(row.destination),
  },
};

function serviceStatus(service: Service, destinations: readonly Destination[]): string {
  const words: string[] = [];
  if (destinations.length === 0) words.push('no real servers');
  else if (destinations.every(({weight}) => weight === 0)) words.push('all quiesced');
  if (isPersistent(service)) {
    const isGrouped = service.netmask !== hostNetmask(familyOfService(service.id));
    const mask = isGrouped
      ? `/${familyOfService(service.id) === 'ipv4' ? formatIpv4(service.netmask) : service.netmask}`
      : '';
    words.push(
      `persistent ${service.timeout}s${mask}${service.persistenceEngine === '' ? '' : ` ${service.persistenceEngine}`}`,
    );
  }
  if (isOnePacket(service)) words.push('one-packet');
  return words.join(', ');
}

function destinationStatus({weight, upperThreshold, activeConnections, inactiveConnections}: Destination): string {
  if (upperThreshold > 0 && activeConnections + inactiveConnections >= upperThreshold) return 'at its limit';
  return weight === 0 ? 'quiesced' : '';
}

function sum(value: (destination: Destination) => number): (row: ListRow) => string {
  return row =>
    String(
      row.type === 'service'
        ? row.destinations.reduce((total, destination) => total + value(destination), 0)
        : value(row.destination),
    );
}

function limit(value: (destination: Destination) => number): (row: ListRow) => string {
  return row => (row.type === 'service' ? '' : value(row.destination) === 0 ? '-' : String(value(row.destination)));
}

function number(value: (statistics: Statistics) => Counters[keyof Counters] | Rates[keyof Rates]): Untitled {
  return {
    align: 'right',
    cell: row => value(row.type === 'service' ? row.service.statistics : row.destination.statistics).toString(),
  };
}

function tunnelText({tunnel}: Destination): string {
  return `${tunnelTypeName(tunnel.type)}${tunnel.port === 0 ? '' : `:${tunnel.port}`}`;
}
