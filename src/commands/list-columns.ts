import {formatEndpoint} from '../net/endpoint.js';
import type {Destination} from '../ipvs/destination.js';
import {forwardingName, tunneling, tunnelTypeName} from '../ipvs/forwarding.js';
import {familyOfService, hostNetmask, isOnePacket, isPersistent, type Service} from '../ipvs/service.js';
import {formatServiceId} from '../ipvs/service-text.js';
import type {Counters, Rates, Statistics} from '../ipvs/statistics.js';
import type {TableEntry} from '../ipvs/table.js';
import {ownerCell} from '../maintenance/owner-cell.js';
import type {FindOwnership, Ownership} from '../maintenance/owner.js';
import {formatIpv4} from '../net/address.js';
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
export function listColumns({
  isWide,
  stats,
  rate,
}: {
  isWide: boolean;
  stats: boolean;
  rate: boolean;
}): Column<ListRow>[] {
  return [
    ...base,
    ...(isWide ? [...wide, owner] : []),
    ...(stats ? counterColumns : []),
    ...(rate ? rateColumns : []),
    status,
  ];
}

const base: readonly Column<ListRow>[] = [
  {
    title: 'SERVICE',
    align: 'left',
    cell: row => (row.type === 'service' ? formatServiceId(row.service.id) : `  ${formatEndpoint(row.destination)}`),
  },
  {
    title: 'SCHEDULER',
    align: 'left',
    cell: row => (row.type === 'service' ? row.service.scheduler : `  ${forwardingName(row.destination.forwarding)}`),
  },
  {title: 'WEIGHT', align: 'right', cell: row => (row.type === 'service' ? '' : String(row.destination.weight))},
  {title: 'ACTIVE', align: 'right', cell: sum(destination => destination.activeConnections)},
  {title: 'INACTIVE', align: 'right', cell: sum(destination => destination.inactiveConnections)},
];

const wide: readonly Column<ListRow>[] = [
  {title: 'PERSISTENT', align: 'right', cell: sum(destination => destination.persistentConnections)},
  {title: 'UPPER', align: 'right', cell: limit(destination => destination.upperThreshold)},
  {title: 'LOWER', align: 'right', cell: limit(destination => destination.lowerThreshold)},
  {
    title: 'TUNNEL',
    align: 'left',
    cell: row =>
      row.type === 'destination' && row.destination.forwarding === tunneling ? tunnelText(row.destination) : '',
  },
];

const owner: Column<ListRow> = {
  title: 'OWNER',
  align: 'left',
  cell: row => (row.type === 'service' ? '' : ownerCell(row.ownership, row.destination.weight)),
};

const counterColumns: readonly Column<ListRow>[] = [
  number('CONNS', ({counters}) => counters.connections),
  number('IN-PKTS', ({counters}) => counters.incomingPackets),
  number('OUT-PKTS', ({counters}) => counters.outgoingPackets),
  number('IN-BYTES', ({counters}) => counters.incomingBytes),
  number('OUT-BYTES', ({counters}) => counters.outgoingBytes),
];

const rateColumns: readonly Column<ListRow>[] = [
  number('CONN/S', ({rates}) => rates.connectionsPerSecond),
  number('IN-PKT/S', ({rates}) => rates.incomingPacketsPerSecond),
  number('OUT-PKT/S', ({rates}) => rates.outgoingPacketsPerSecond),
  number('IN-BYTE/S', ({rates}) => rates.incomingBytesPerSecond),
  number('OUT-BYTE/S', ({rates}) => rates.outgoingBytesPerSecond),
];

const status: Column<ListRow> = {
  title: 'STATUS',
  align: 'left',
  cell: row =>
    row.type === 'service' ? serviceStatus(row.service, row.destinations) : destinationStatus(row.destination),
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

function number(
  title: string,
  value: (statistics: Statistics) => Counters[keyof Counters] | Rates[keyof Rates],
): Column<ListRow> {
  return {
    title,
    align: 'right',
    cell: row => value(row.type === 'service' ? row.service.statistics : row.destination.statistics).toString(),
  };
}

function tunnelText({tunnel}: Destination): string {
  return `${tunnelTypeName(tunnel.type)}${tunnel.port === 0 ? '' : `:${tunnel.port}`}`;
}
