import {addressFromBytes, writeAddress} from '../../net/address-bytes.js';
import type {Address, Family} from '../../net/address.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {plainTunnel, type Tunnel} from '../../ipvs/forwarding.js';
import type {Destination, DestinationConfiguration, DestinationId} from '../../ipvs/destination.js';
import {
  type Service,
  type ServiceConfiguration,
  type ServiceId,
  familyOfService,
  hostNetmask,
} from '../../ipvs/service.js';
import {noStatistics, type Statistics} from '../../ipvs/statistics.js';
import type {Reply, Request} from '../netlink/attribute-set.js';
import {readBe32, readU32} from '../netlink/bytes.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import type {
  daemonAttributes,
  destinationAttributes,
  serviceAttributes,
  stats64Attributes,
  statsAttributes,
} from './attributes.js';

type ServiceRequest = Request<(typeof serviceAttributes)['rows']>;
type ServiceReply = Reply<(typeof serviceAttributes)['rows']>;
type DestinationRequest = Request<(typeof destinationAttributes)['rows']>;
type DestinationReply = Reply<(typeof destinationAttributes)['rows']>;
type DaemonRequest = Request<(typeof daemonAttributes)['rows']>;
type DaemonReply = Reply<(typeof daemonAttributes)['rows']>;
type StatsReply = Reply<(typeof statsAttributes)['rows']> | Reply<(typeof stats64Attributes)['rows']>;

/** AF_INET, AF_INET6. */
const familyNumber = {ipv4: 2, ipv6: 10} as const;
/** IP_VS_STATE_MASTER, IP_VS_STATE_BACKUP. */
const stateNumber = {master: 1, backup: 2} as const;

export function encodeServiceId(id: ServiceId): ServiceRequest {
  if (id.type === 'fwmark') return {family: familyNumber[id.family], fwmark: id.fwmark};
  return {
    family: familyNumber[id.address.family],
    protocol: id.protocol,
    address: id.address,
    port: id.port,
  };
}

export function encodeService(service: ServiceConfiguration): ServiceRequest {
  return {
    ...encodeServiceId(service.id),
    scheduler: service.scheduler,
    ...(service.persistenceEngine !== '' && {persistenceEngine: service.persistenceEngine}),
    flags: {flags: service.flags, mask: 0xffffffff},
    timeout: service.timeout,
    netmask: encodeNetmask(familyOfService(service.id), service.netmask),
  };
}

export function decodeService(reply: ServiceReply): Service {
  return {...decodeServiceConfiguration(reply), statistics: decodeStatistics(reply.stats64 ?? reply.stats)};
}

export function decodeServiceConfiguration(reply: ServiceReply): ServiceConfiguration {
  const family = decodeFamily(reply.family, 'service.family');
  return {
    id: decodeServiceId(reply, family),
    scheduler: reply.scheduler ?? '',
    flags: reply.flags?.flags ?? 0,
    timeout: reply.timeout ?? 0,
    netmask: decodeNetmask(family, reply.netmask),
    persistenceEngine: reply.persistenceEngine ?? '',
  };
}

export function encodeDestinationId({address, port}: DestinationId): DestinationRequest {
  return {address, port, family: familyNumber[address.family]};
}

export function encodeDestination(destination: DestinationConfiguration): DestinationRequest {
  const {tunnel} = destination;
  const isPlain = tunnel.type === 0 && tunnel.port === 0 && tunnel.flags === 0;
  return {
    ...encodeDestinationId(destination),
    forwarding: destination.forwarding,
    weight: destination.weight,
    ...(!isPlain && {tunnelType: tunnel.type, tunnelPort: tunnel.port, tunnelFlags: tunnel.flags}),
    upperThreshold: destination.upperThreshold,
    lowerThreshold: destination.lowerThreshold,
  };
}

/** @param serviceFamily the family where the reply names none (before Linux 3.18, and 0) */
export function decodeDestination(reply: DestinationReply, serviceFamily: Family): Destination {
  return {
    ...decodeDestinationConfiguration(reply, serviceFamily),
    activeConnections: reply.activeConnections ?? 0,
    inactiveConnections: reply.inactiveConnections ?? 0,
    persistentConnections: reply.persistentConnections ?? 0,
    statistics: decodeStatistics(reply.stats64 ?? reply.stats),
  };
}

/** @param serviceFamily as for decodeDestination */
export function decodeDestinationConfiguration(
  reply: DestinationReply,
  serviceFamily: Family,
): DestinationConfiguration {
  const family = reply.family ? decodeFamily(reply.family, 'destination.family') : serviceFamily;
  return {
    address: addressFromBytes(family, reply.address),
    port: reply.port,
    forwarding: (reply.forwarding ?? 0) & 7, // IP_VS_CONN_F_FWD_MASK
    weight: (reply.weight ?? 0) | 0,
    upperThreshold: reply.upperThreshold ?? 0,
    lowerThreshold: reply.lowerThreshold ?? 0,
    tunnel: decodeTunnel(reply),
  };
}

function decodeTunnel({tunnelType: type = 0, tunnelPort: port = 0, tunnelFlags: flags = 0}: DestinationReply): Tunnel {
  return type === 0 && port === 0 && flags === 0 ? plainTunnel : {type, port, flags};
}

export function encodeDaemon(daemon: DaemonConfiguration): DaemonRequest {
  const {group} = daemon;
  return {
    state: stateNumber[daemon.state],
    interface: daemon.interface,
    syncId: daemon.syncId,
    ...(daemon.maximumLength !== 0 && {maximumLength: daemon.maximumLength}),
    ...(daemon.port !== 0 && {port: daemon.port}),
    ...(daemon.ttl !== 0 && {ttl: daemon.ttl}),
    ...(group?.family === 'ipv4' && {group: unionBytes(group).subarray(0, 4)}),
    ...(group?.family === 'ipv6' && {group6: unionBytes(group)}),
  };
}

export function decodeDaemon(reply: DaemonReply): DaemonConfiguration {
  if (reply.state !== stateNumber.master && reply.state !== stateNumber.backup)
    throw new MalformedReply('daemon.state', `is ${reply.state}, expected 1 or 2`);
  return {
    state: reply.state === stateNumber.master ? 'master' : 'backup',
    interface: reply.interface ?? '',
    syncId: reply.syncId ?? 0,
    maximumLength: reply.maximumLength ?? 0, // absent before Linux 4.3, as are group, port and ttl
    group: reply.group6 ? addressFromBytes('ipv6', reply.group6) : reply.group && addressFromBytes('ipv4', reply.group),
    port: reply.port ?? 0,
    ttl: reply.ttl ?? 0,
  };
}

export function daemonStateNumber(state: DaemonConfiguration['state']): number {
  return stateNumber[state];
}

function decodeServiceId(reply: ServiceReply, family: Family): ServiceId {
  if (reply.fwmark !== undefined) return {type: 'fwmark', family, fwmark: reply.fwmark};
  if (reply.protocol === undefined || !reply.address || reply.port === undefined) {
    throw new MalformedReply('service', 'names neither a firewall mark nor protocol, address and port');
  }
  return {
    type: 'address',
    protocol: reply.protocol,
    address: addressFromBytes(family, reply.address),
    port: reply.port,
  };
}

function decodeStatistics(reply: StatsReply | undefined): Statistics {
  if (!reply || reply.connections === undefined) return noStatistics;
  const count = (value: number | bigint | undefined) => BigInt(value ?? 0);
  return {
    counters: {
      connections: count(reply.connections),
      incomingPackets: count(reply.incomingPackets),
      outgoingPackets: count(reply.outgoingPackets),
      incomingBytes: count(reply.incomingBytes),
      outgoingBytes: count(reply.outgoingBytes),
    },
    rates: {
      connectionsPerSecond: count(reply.connectionsPerSecond),
      incomingPacketsPerSecond: count(reply.incomingPacketsPerSecond),
      outgoingPacketsPerSecond: count(reply.outgoingPacketsPerSecond),
      incomingBytesPerSecond: count(reply.incomingBytesPerSecond),
      outgoingBytesPerSecond: count(reply.outgoingBytesPerSecond),
    },
  };
}

function decodeFamily(number: number, path: string): Family {
  if (number === familyNumber.ipv4) return 'ipv4';
  if (number === familyNumber.ipv6) return 'ipv6';
  throw new MalformedReply(path, `is ${number}, expected 2 (AF_INET) or 10 (AF_INET6)`);
}

/** The masks of nearly every service: all of the client's address. */
const hostMasks = {ipv4: maskBytes('ipv4', 0xffffffff), ipv6: maskBytes('ipv6', 128)} as const;

function encodeNetmask(family: Family, netmask: number): Uint8Array {
  return netmask === hostNetmask(family) ? hostMasks[family] : maskBytes(family, netmask);
}

function maskBytes(family: Family, netmask: number): Uint8Array {
  const buffer = Buffer.alloc(4);
  if (family === 'ipv4') buffer.writeUInt32BE(netmask >>> 0);
  else buffer.writeUInt32LE(netmask);
  return buffer;
}

function decodeNetmask(family: Family, value: Uint8Array | undefined): number {
  if (!value) return hostNetmask(family);
  return family === 'ipv4' ? readBe32(value, 0) : readU32(value, 0);
}

/** union nf_inet_addr: 16 bytes, an IPv4 address in the first 4. */
function unionBytes(address: Address): Uint8Array {
  const bytes = new Uint8Array(16);
  writeAddress(address, bytes);
  return bytes;
}
