import {formatIpv4} from '../net/address.js';
import type {DestinationConfiguration} from '../ipvs/destination.js';
import {
  forwardingMethods,
  gre,
  gue,
  tunnelChecksum,
  tunneling,
  tunnelRemoteChecksum,
  tunnelTypeName,
  type Tunnel,
} from '../ipvs/forwarding.js';
import {
  familyOfService,
  hostNetmask,
  isOnePacket,
  isPersistent,
  schedulerFlags,
  type ServiceConfiguration,
  type ServiceId,
} from '../ipvs/service.js';
import {protocols} from '../ipvs/protocol.js';
import type {Dialect} from './dialect.js';
import {endpointText, markText, portProtocol} from './display-names.js';
import type {Display} from './names.js';
import {formatSchedulerFlags} from './scheduler-flags.js';

/** The rule that makes a service again: `-A -t 10.0.0.1:80 -s rr`. */
export function serviceRule(service: ServiceConfiguration, display: Display, dialect: Dialect): string {
  let rule = `-A ${serviceArguments(service.id, display, dialect)} -s ${service.scheduler}`;
  if (isPersistent(service)) {
    const family = familyOfService(service.id);
    rule += ` -p ${service.timeout}`;
    if (service.netmask !== hostNetmask(family))
      rule += ` -M ${family === 'ipv4' ? formatIpv4(service.netmask) : service.netmask}`;
  }
  if (service.persistenceEngine !== '') rule += ` --pe ${service.persistenceEngine}`;
  if (isOnePacket(service)) rule += ' -o';
  if ((service.flags & schedulerFlags) !== 0)
    rule += ` -b ${formatSchedulerFlags(service.flags, service.scheduler, dialect)}`;
  return `${rule}\n`;
}

/** What of a destination a rule tells. NB: ipvsadm's leaves the thresholds out, lvsctl's does not. */
export type RuleDestination = Omit<DestinationConfiguration, 'upperThreshold' | 'lowerThreshold'> &
  Partial<Pick<DestinationConfiguration, 'upperThreshold' | 'lowerThreshold'>>;

/** The rule that makes a destination again: `-a -t 10.0.0.1:80 -r 192.168.10.1:8080 -m -w 3`. */
export function destinationRule(
  id: ServiceId,
  destination: RuleDestination,
  display: Display,
  dialect: Dialect,
): string {
  const server = endpointText(destination, portProtocol(id), display);
  const option = forwardingMethods.find(method => method.number === destination.forwarding)?.option ?? '-g';
  let rule = `-a ${serviceArguments(id, display, dialect)} -r ${server} ${option} -w ${destination.weight}`;
  if (dialect === 'lvsctl') {
    if (destination.upperThreshold) rule += ` -x ${destination.upperThreshold}`;
    if (destination.lowerThreshold) rule += ` -y ${destination.lowerThreshold}`;
  }
  if (destination.forwarding === tunneling) rule += tunnelArguments(destination.tunnel);
  return `${rule}\n`;
}

/** How a service is named: `-t 10.0.0.1:80`, `-f 1 -6`. */
export function serviceArguments(id: ServiceId, display: Display, dialect: Dialect): string {
  if (id.type === 'fwmark') return `-f ${markText(id.fwmark, dialect)}${id.family === 'ipv6' ? ' -6' : ''}`;
  const protocol = protocols.find(row => row.number === id.protocol);
  const option =
    protocol?.name === 'tcp' ? '-t' : protocol?.name === 'udp' ? '-u' : `--${protocol?.name ?? 'xxx'}-service`;
  return `${option} ${endpointText(id, id.protocol, display)}`;
}

function tunnelArguments({type, port, flags}: Tunnel): string {
  const checksum =
    (flags & tunnelRemoteChecksum) !== 0
      ? '--tun-remcsum'
      : (flags & tunnelChecksum) !== 0
        ? '--tun-csum'
        : '--tun-nocsum';
  const kind = ` --tun-type ${tunnelTypeName(type)}`;
  if (type === gue) return `${kind} --tun-port ${port} ${checksum}`;
  return type === gre ? `${kind} ${checksum}` : kind;
}
