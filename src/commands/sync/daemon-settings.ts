import {type Address, formatAddress, ipv4} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';

/** What the kernel makes of what is not given: IP_VS_SYNC_GROUP, IP_VS_SYNC_PORT and a TTL of 1. */
export const daemonDefaults = {group: ipv4(0xe0000051), port: 8848, ttl: 1} as const;

/** A daemon's settings with the defaults in place of what is not told; the length stays 0 where the kernel derives it. */
export interface DaemonSettings extends DaemonConfiguration {
  readonly group: Address;
}

export function settingsOf(daemon: DaemonConfiguration): DaemonSettings {
  return {
    ...daemon,
    group: daemon.group ?? daemonDefaults.group,
    port: daemon.port || daemonDefaults.port,
    ttl: daemon.ttl || daemonDefaults.ttl,
  };
}

/** Whether a running daemon is what was asked for. A length that was not asked for is whatever the kernel derived. */
export function isAsAsked(running: DaemonConfiguration, asked: DaemonConfiguration): boolean {
  const [a, b] = [settingsOf(running), settingsOf(asked)];
  return (
    a.interface === b.interface &&
    a.syncId === b.syncId &&
    a.port === b.port &&
    a.ttl === b.ttl &&
    formatAddress(a.group) === formatAddress(b.group) &&
    (asked.maximumLength === 0 || running.maximumLength === asked.maximumLength)
  );
}

/** `on eth0, sync id 3, to 224.0.0.81:8848`. */
export function daemonWords(daemon: DaemonConfiguration): string {
  const {interface: name, syncId, group, port} = settingsOf(daemon);
  return `on ${name}, sync id ${syncId}, to ${formatEndpoint({address: group, port})}`;
}

/** As lvsctl.sync/1 has it. */
export function daemonDocument(daemon: DaemonConfiguration) {
  const {state, interface: name, syncId, maximumLength, group, port, ttl} = settingsOf(daemon);
  return {state, interface: name, syncId, group: formatAddress(group), port, ttl, maximumLength};
}
