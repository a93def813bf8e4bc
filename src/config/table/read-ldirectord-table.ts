import {directRouting, masquerading, plainTunnel, tunneling} from '../../ipvs/forwarding.js';
import {tcp, udp} from '../../ipvs/protocol.js';
import {
  familyOfService,
  hostNetmask,
  type ServiceConfiguration,
  type ServiceId,
  serviceFlag,
} from '../../ipvs/service.js';
import {CommandLineError} from '../../ipvsadm/failure.js';
import {parseSchedulerFlags} from '../../ipvsadm/scheduler-flags.js';
import {parseIpv4} from '../../net/address.js';
import type {Forwarding, Real, Virtual} from '../ldirectord/ldirectord-config.js';
import {formatHost, type Host, type Port} from '../ldirectord/names.js';
import {readLdirectordConf} from '../ldirectord/read-config.js';
import {destinationOf, serviceOf} from '../ldirectord/to-table.js';
import type {FileTable, FileText} from './file-table.js';
import type {KnownNames} from './known-names.js';
import {TableBuilder} from './table-builder.js';
import type {ReportProblem, TableProblem} from './table-problem.js';

const forwardings: Readonly<Record<Forwarding, number>> = {gate: directRouting, masq: masquerading, ipip: tunneling};
const protocolNumbers = {tcp, udp, fwm: 0} as const;

/**
 * The virtual services of ldirectord.cf as ldirectord sets them up when every check succeeds: fallbacks are not among
 * them. What ldirectord would refuse or ignore is a problem.
 */
export function readLdirectordTable({name, text}: FileText, names: KnownNames): FileTable {
  const resolve = {
    addressOf: (host: string, family: 'ipv4' | 'ipv6') => (family === 'ipv4' ? names.addressIfKnown(host) : undefined),
    portOf: (service: string, protocol: 'tcp' | 'udp' | 'fwm' | undefined) =>
      names.portOf(service, protocolNumbers[protocol ?? 'tcp'] || tcp) ?? undefined,
  };
  const {config, problems: found} = readLdirectordConf({path: name, readFile: () => text, resolve});
  const problems: TableProblem[] = [];
  const notes: string[] = [];
  for (const {severity, file, line, column, message, effect} of found) {
    if (severity === 'warning') notes.push(`${file}:${line}: ${message}; ${effect}`);
    else problems.push({file, line, column, message: `${message}; ${effect}`});
  }
  const report: ReportProblem = ({file, line, column}, message) => void problems.push({file, line, column, message});
  const builder = new TableBuilder(report);
  for (const virtual of config.virtuals) {
    const service = configurationOf(virtual, report);
    if (!service) continue;
    builder.addService(service, virtual.place);
    for (const real of virtual.reals) addReal(builder, service.id, real, report);
    const {fallback} = virtual;
    if (fallback)
      notes.push(
        `${name}:${fallback.place.line}: the fallback ${formatHost(fallback.host)}:${fallback.port} of ${virtual.id} is not applied: ldirectord adds it when no server is left`,
      );
  }
  return {format: 'ldirectord', table: builder.table, problems, notes};
}

function configurationOf(virtual: Virtual, report: ReportProblem): ServiceConfiguration | undefined {
  const {place, persistence, netmask, isOnePacket} = virtual;
  const id = serviceOf(virtual);
  if (!id) {
    if (virtual.subject.type === 'address') report(place, unresolved(virtual.subject.host, virtual.subject.port));
    return undefined;
  }
  const flags =
    schedulerFlagsOf(virtual, report) |
    (persistence === undefined ? 0 : serviceFlag.persistent) |
    (isOnePacket ? serviceFlag.onePacket : 0);
  const mask = netmask === undefined ? hostNetmask(familyOfService(id)) : netmaskOf(netmask, id);
  if (mask === undefined) {
    report(place, `netmask ${netmask} is none of the service's family`);
    return undefined;
  }
  return {
    id,
    scheduler: virtual.scheduler,
    flags,
    timeout: persistence ?? 0,
    netmask: mask,
    persistenceEngine: '',
  };
}

function addReal(builder: TableBuilder, id: ServiceId, real: Real, report: ReportProblem): void {
  const {host, port, place, forwarding, weight, upperThreshold, lowerThreshold} = real;
  const destination = real.through ? undefined : destinationOf(id, real);
  if (!destination) {
    report(place, unresolved(host, port));
    return;
  }
  const more = {forwarding: forwardings[forwarding], weight, upperThreshold, lowerThreshold, tunnel: plainTunnel};
  builder.addDestination(id, {...destination, ...more}, place);
}

function unresolved(host: Host, port: Port): string {
  return `${host.type === 'name' ? host.name : port} is a name that this machine does not know`;
}

function schedulerFlagsOf({schedulerFlags, scheduler, place}: Virtual, report: ReportProblem): number {
  if (schedulerFlags === undefined) return 0;
  try {
    return parseSchedulerFlags(schedulerFlags, scheduler, 'lvsctl');
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    report(place, error.failure.message);
    return 0;
  }
}

function netmaskOf(text: string, id: ServiceId): number | undefined {
  if (familyOfService(id) === 'ipv4') return parseIpv4(text)?.value;
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 128 ? Number(text) : undefined;
}
