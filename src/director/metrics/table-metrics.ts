import type {DestinationSummary} from '../../ipvs/destination.js';
import {protocolName} from '../../ipvs/protocol.js';
import type {Service, ServiceId} from '../../ipvs/service.js';
import {formatAddress} from '../../net/address.js';
import {type Metric, type MetricRow, metricsOf} from './metric.js';

/** A service with its real servers, as two passes over the table have them. */
export interface SeenService {
  readonly service: Service;
  readonly destinations: readonly DestinationSummary[];
}

/** Of a service; `fwmark` where it has one in place of an address. */
export const serviceLabels = ['protocol', 'address', 'port', 'fwmark'] as const;
export const serverLabels = [...serviceLabels, 'server_address', 'server_port'] as const;

const ofServices: readonly MetricRow<Service>[] = [
  {
    name: 'lvsctl_service_connections_total',
    help: 'Connections that a virtual service has had.',
    type: 'counter',
    value: ({statistics}) => statistics.counters.connections,
  },
  {
    name: 'lvsctl_service_incoming_packets_total',
    help: 'Packets from clients.',
    type: 'counter',
    value: ({statistics}) => statistics.counters.incomingPackets,
  },
  {
    name: 'lvsctl_service_outgoing_packets_total',
    help: 'Packets to clients, where they come this way.',
    type: 'counter',
    value: ({statistics}) => statistics.counters.outgoingPackets,
  },
  {
    name: 'lvsctl_service_incoming_bytes_total',
    help: 'Bytes from clients.',
    type: 'counter',
    value: ({statistics}) => statistics.counters.incomingBytes,
  },
  {
    name: 'lvsctl_service_outgoing_bytes_total',
    help: 'Bytes to clients, where they come this way.',
    type: 'counter',
    value: ({statistics}) => statistics.counters.outgoingBytes,
  },
];

interface SeenServer {
  readonly labels: readonly string[];
  readonly destination: DestinationSummary;
}

const ofServers: readonly MetricRow<SeenServer>[] = [
  {
    name: 'lvsctl_server_weight',
    help: 'Weight of a real server in the kernel; 0 is quiesced.',
    type: 'gauge',
    value: ({destination}) => destination.weight,
  },
  {
    name: 'lvsctl_server_active_connections',
    help: 'Connections of a real server that carry data.',
    type: 'gauge',
    value: ({destination}) => destination.activeConnections,
  },
  {
    name: 'lvsctl_server_inactive_connections',
    help: 'Connections of a real server that are not active.',
    type: 'gauge',
    value: ({destination}) => destination.inactiveConnections,
  },
];

/** The kernel's table in numbers. */
export function tableMetrics(seen: readonly SeenService[]): readonly Metric[] {
  const servers = seen.flatMap(({service, destinations}) => {
    const labels = serviceValues(service.id);
    return destinations.map(destination => ({
      labels: [...labels, formatAddress(destination.address), String(destination.port)],
      destination,
    }));
  });
  return [
    ...metricsOf(
      ofServices,
      serviceLabels,
      seen.map(({service}) => service),
      ({id}) => serviceValues(id),
    ),
    ...metricsOf(ofServers, serverLabels, servers, ({labels}) => labels),
  ];
}

/** In the order of serviceLabels. */
export function serviceValues(id: ServiceId): readonly string[] {
  if (id.type === 'fwmark') return [id.family === 'ipv4' ? 'fwm' : 'fwm6', '', '', String(id.fwmark)];
  return [protocolName(id.protocol), formatAddress(id.address), String(id.port), ''];
}
