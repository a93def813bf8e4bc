import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {directRouting, masquerading, plainTunnel, tunneling} from '../../ipvs/forwarding.js';
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
import type {ReportProblem} from '../table/table-problem.js';
import type {Fallback, Forwarding, Real, Virtual} from './ldirectord-config.js';
import type {Host, Port} from './names.js';
import {destinationOf, serviceOf} from './to-table.js';

const forwardings: Readonly<Record<Forwarding, number>> = {gate: directRouting, masq: masquerading, ipip: tunneling};

/** The kernel's service with all of its settings; undefined after telling why there is none. */
export function serviceSettingsOf(virtual: Virtual, report: ReportProblem): ServiceConfiguration | undefined {
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

/** A real server within its service; undefined after telling why there is none. */
export function realSettingsOf(id: ServiceId, real: Real, report: ReportProblem): DestinationConfiguration | undefined {
  const {host, port, place, forwarding, weight, upperThreshold, lowerThreshold} = real;
  const destination = real.through ? undefined : destinationOf(id, real);
  if (!destination) {
    report(place, unresolved(host, port));
    return undefined;
  }
  const more = {forwarding: forwardings[forwarding], weight, upperThreshold, lowerThreshold, tunnel: plainTunnel};
  return {...destination, ...more};
}

/** The fallback has weight 1, and no thresholds: fallback_on() of ldirectord. */
export function fallbackSettingsOf(
  id: ServiceId,
  fallback: Fallback,
  report: ReportProblem,
): DestinationConfiguration | undefined {
  const {host, port, place, forwarding} = fallback;
  const destination = destinationOf(id, fallback);
  if (destination)
    return {
      ...destination,
      forwarding: forwardings[forwarding],
      weight: 1,
      upperThreshold: 0,
      lowerThreshold: 0,
      tunnel: plainTunnel,
    };
  report(place, unresolved(host, port));
  return undefined;
}

export function unresolved(host: Host, port: Port): string {
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
