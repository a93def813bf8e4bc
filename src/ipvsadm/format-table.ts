import {formatIpv4} from '../net/address.js';
import type {Information} from '../ipvs/ipvs.js';
import type {Destination, DestinationSummary} from '../ipvs/destination.js';
import {
  forwardingMethods,
  gre,
  gue,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypeName,
} from '../ipvs/forwarding.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  schedulerFlags,
  type Service,
  type ServiceConfiguration,
} from '../ipvs/service.js';
import type {TableFormat} from './command.js';
import type {Dialect} from './dialect.js';
import {endpointText, portProtocol, serviceName} from './display-names.js';
import type {Display} from './names.js';
import {scaled} from './scale.js';
import {formatSchedulerFlags} from './scheduler-flags.js';

/** How a table is printed. */
export interface TableStyle {
  readonly format: TableFormat;
  readonly isExact: boolean;
  readonly display: Display;
  readonly dialect: Dialect;
}

const titles: Readonly<Record<TableFormat, string>> = {
  plain:
    'Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n',
  stats: 'Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes\n  -> RemoteAddress:Port\n',
  rate: 'Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n',
  thresholds:
    'Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn \n  -> RemoteAddress:Port\n',
  'persistent-conn':
    'Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn \n  -> RemoteAddress:Port\n',
  'tun-info':
    'Prot LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn\n',
};

/** `IP Virtual Server version 1.2.1 (size=4096)`. */
export function versionLine({version, connectionTableSize}: Information): string {
  return `IP Virtual Server version ${versionText(version)} (size=${connectionTableSize})\n`;
}

/** IP_VS_VERSION_CODE as three numbers. */
export function versionText(version: number): string {
  return `${(version >>> 16) & 255}.${(version >>> 8) & 255}.${version & 255}`;
}

export function titleLines(format: TableFormat): string {
  return titles[format];
}

export function serviceLine(service: Service, style: TableStyle): string {
  if (style.format !== 'stats' && style.format !== 'rate') return plainServiceLine(service, style);
  return `${serviceName(service.id, style.display, style.dialect).padEnd(33)}${statistics(service, style, false)}\n`;
}

export function plainServiceLine(service: ServiceConfiguration, style: TableStyle): string {
  const name = serviceName(service.id, style.display, style.dialect);
  return `${name} ${service.scheduler}${flagsText(service, style.dialect)}\n`;
}

/** A destination in the formats that /proc/net/ip_vs suffices for. */
export function plainDestinationLine(
  service: ServiceConfiguration,
  destination: DestinationSummary,
  style: TableStyle,
): string {
  const {forwarding, weight, activeConnections, inactiveConnections} = destination;
  const connections = `${pad(activeConnections, 10)} ${pad(inactiveConnections, 10)}`;
  return `${destinationName(service, destination, style)} ${forwardWord(forwarding).padEnd(7)} ${pad(weight, 6)} ${connections}\n`;
}

export function destinationLine(service: Service, destination: Destination, style: TableStyle): string {
  const name = destinationName(service, destination, style);
  const connections = `${pad(destination.activeConnections, 10)} ${pad(destination.inactiveConnections, 10)}`;
  switch (style.format) {
    case 'plain':
      return plainDestinationLine(service, destination, style);
    case 'thresholds':
      return `${name} ${pad(destination.upperThreshold, 10)} ${pad(destination.lowerThreshold, 10)} ${connections}\n`;
    case 'persistent-conn':
      return `${name} ${pad(destination.weight, 9)} ${pad(destination.persistentConnections, 11)} ${connections}\n`;
    case 'tun-info':
      return `${name} ${forwardWord(destination.forwarding).padEnd(7)} ${tunnelText(destination).padEnd(13)} ${pad(destination.weight, 6)} ${connections}\n`;
    case 'stats':
    case 'rate':
      return `${name}${statistics(destination, style, true)}\n`;
  }
}

function flagsText(service: ServiceConfiguration, dialect: Dialect): string {
  let text = '';
  if ((service.flags & schedulerFlags) !== 0)
    text += ` (${formatSchedulerFlags(service.flags, service.scheduler, dialect)})`;
  if (isPersistent(service)) {
    const family = familyOfService(service.id);
    text += ` persistent ${service.timeout}`;
    if (service.netmask !== hostNetmask(family))
      text += ` mask ${family === 'ipv4' ? formatIpv4(service.netmask) : service.netmask}`;
    if (service.persistenceEngine !== '') text += ` pe ${service.persistenceEngine}`;
  }
  return isOnePacket(service) ? `${text} ops` : text;
}

function destinationName(service: ServiceConfiguration, destination: DestinationSummary, style: TableStyle): string {
  const name = endpointText(destination, portProtocol(service.id), style.display);
  return `  -> ${(destination.address.family === 'ipv4' ? name.slice(0, 28) : name).padEnd(28)}`;
}

function forwardWord(number: number): string {
  return forwardingMethods.find(method => method.number === number)?.word ?? '(null)';
}

function tunnelText({forwarding, tunnel}: Destination): string {
  if (forwarding !== tunneling) return 'n/a';
  const checksum =
    (tunnel.flags & tunnelRemoteChecksum) !== 0 ? 'r+c' : (tunnel.flags & tunnelChecksum) !== 0 ? '+c' : '-c';
  if (tunnel.type === gue) return `gue:${tunnel.port}:${checksum}`;
  return tunnel.type === gre ? `gre:${checksum}` : tunnelTypeName(tunnel.type);
}

/** Five numbers. NB: for destinations ipvsadm keeps only the low 32 bits of counts and rates, and never scales the first three rates. */
function statistics(
  {statistics: {counters, rates}}: Pick<Service, 'statistics'>,
  style: TableStyle,
  isDestination: boolean,
): string {
  const cut = (value: bigint) => (isDestination && style.dialect === 'ipvsadm' ? value & 0xffffffffn : value);
  const cell = (value: bigint) => scaled(value, style.isExact);
  if (style.format === 'stats') {
    return (
      cell(cut(counters.connections)) +
      cell(cut(counters.incomingPackets)) +
      cell(cut(counters.outgoingPackets)) +
      cell(counters.incomingBytes) +
      cell(counters.outgoingBytes)
    );
  }
  const perSecond = isDestination ? (value: bigint) => ` ${value.toString().padStart(8)}` : cell;
  return (
    perSecond(cut(rates.connectionsPerSecond)) +
    perSecond(cut(rates.incomingPacketsPerSecond)) +
    perSecond(cut(rates.outgoingPacketsPerSecond)) +
    cell(cut(rates.incomingBytesPerSecond)) +
    cell(cut(rates.outgoingBytesPerSecond))
  );
}

function pad(number: number, width: number): string {
  return String(number).padEnd(width);
}
