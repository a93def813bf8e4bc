import {writeAddress} from '../../../net/address-bytes.js';
import type {Address, Family} from '../../../net/address.js';
import {serviceFlag} from '../../../ipvs/service.js';
import {align} from '../../netlink/attribute-set.js';
import {
  commandAttributes,
  daemonAttributes,
  destinationAttributes,
  serviceAttributes,
  stats64Attributes,
  statsAttributes,
} from '../../ipvs/attributes.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {type Counts, countNames, reportedCounts, reportedRates, type Statistics} from '../table/statistics.js';
import type {DaemonEntry} from '../director.js';

/** AF_INET, AF_INET6. */
const familyNumber: Readonly<Record<Family, number>> = {ipv4: 2, ipv6: 10};
export const ticksPerSecond = 100;

/** IPVS_STATS_ATTR_PAD: stands empty before a 64-bit number that would not be aligned to 8. */
const padding = 11;
/** What one entry takes at most: names of 15 and 16 bytes, all padding. */
export const longestEntry = 512;

/** Writes the attributes of a message and returns the offset behind them; longestEntry bytes are enough. */
export type Fill = (buffer: Buffer, offset: number) => number;

/** IPVS_CMD_ATTR_SERVICE, as ip_vs_genl_fill_service() does. */
export function fillService(service: ServiceEntry): Fill {
  const name =
    service.fwmark !== 0
      ? {fwmark: service.fwmark}
      : {protocol: service.protocol, address: unionBytes(service.address), port: service.port};
  const netmask = Buffer.alloc(4);
  netmask.writeUInt32LE(service.netmask >>> 0);
  const values = {
    family: familyNumber[service.family],
    ...name,
    scheduler: service.scheduler,
    ...(service.engine !== '' && {persistenceEngine: service.engine}),
    flags: {flags: (service.flags | serviceFlag.hashed) >>> 0, mask: 0xffffffff},
    timeout: Math.floor(service.timeout / ticksPerSecond),
    netmask,
  };
  return (buffer, offset) =>
    nested(buffer, offset, commandAttributes.rows.service.number, at => {
      serviceAttributes.writeReply(values, buffer, at);
      return fillStatistics(
        service.statistics,
        serviceAttributes.rows,
        buffer,
        at + serviceAttributes.lengthOfReply(values),
      );
    });
}

/** IPVS_CMD_ATTR_DEST, as ip_vs_genl_fill_dest() does. */
export function fillDestination(destination: DestinationEntry): Fill {
  const values = {
    address: unionBytes(destination.address),
    port: destination.port,
    forwarding: destination.forwarding,
    weight: destination.weight,
    tunnelType: destination.tunnel.type,
    tunnelPort: destination.tunnel.port,
    tunnelFlags: destination.tunnel.flags,
    upperThreshold: destination.upperThreshold,
    lowerThreshold: destination.lowerThreshold,
    activeConnections: destination.active,
    inactiveConnections: destination.inactive,
    persistentConnections: destination.persistent,
    family: familyNumber[destination.family],
  };
  return (buffer, offset) =>
    nested(buffer, offset, commandAttributes.rows.destination.number, at => {
      destinationAttributes.writeReply(values, buffer, at);
      return fillStatistics(
        destination.statistics,
        destinationAttributes.rows,
        buffer,
        at + destinationAttributes.lengthOfReply(values),
      );
    });
}

/** IPVS_CMD_ATTR_DAEMON, as ip_vs_genl_fill_daemon() does: the group stands last. */
export function fillDaemon(daemon: DaemonEntry): Fill {
  const group = unionBytes(daemon.group).subarray(0, daemon.group.family === 'ipv4' ? 4 : 16);
  const row = daemon.group.family === 'ipv4' ? daemonAttributes.rows.group : daemonAttributes.rows.group6;
  const values = {
    state: daemon.state === 'master' ? 1 : 2,
    interface: daemon.interface,
    syncId: daemon.syncId,
    maximumLength: daemon.maximumLength,
    port: daemon.port,
    ttl: daemon.ttl,
  };
  return (buffer, offset) =>
    nested(buffer, offset, commandAttributes.rows.daemon.number, at => {
      daemonAttributes.write(values, buffer, at);
      const end = at + daemonAttributes.lengthOf(values);
      buffer.set(group, header(buffer, end, group.length, row.number));
      return end + 4 + group.length;
    });
}

/** union nf_inet_addr: 16 bytes, an IPv4 address in the first 4. */
function unionBytes(address: Address): Uint8Array {
  const bytes = new Uint8Array(16);
  writeAddress(address, bytes);
  return bytes;
}

type StatisticsRows = {readonly stats: {readonly number: number}; readonly stats64: {readonly number: number}};

function fillStatistics(statistics: Statistics, rows: StatisticsRows, buffer: Buffer, offset: number): number {
  const counts = reportedCounts(statistics);
  const rates = reportedRates(statistics);
  const end = nested(buffer, offset, rows.stats.number, at =>
    fillNumbers(counts, rates, statsAttributes.rows, buffer, at),
  );
  return nested(buffer, end, rows.stats64.number, at => fillNumbers(counts, rates, stats64Attributes.rows, buffer, at));
}

function fillNumbers(
  counts: Counts,
  rates: Counts,
  rows: typeof statsAttributes.rows | typeof stats64Attributes.rows,
  buffer: Buffer,
  offset: number,
): number {
  let at = offset;
  for (const name of countNames) at = fillNumber(counts[name], rows[name], buffer, at);
  for (const name of countNames) at = fillNumber(rates[name], rows[`${name}PerSecond`], buffer, at);
  return at;
}

function fillNumber(
  value: bigint,
  row: {readonly number: number; readonly codec: {readonly shortest: number}},
  buffer: Buffer,
  offset: number,
): number {
  const size = row.codec.shortest;
  // nla_put_u64_64bit() on machines without efficient unaligned access. NB: datagrams begin aligned to 8
  const at = size === 8 && offset % 8 === 0 ? header(buffer, offset, 0, padding) : offset;
  header(buffer, at, size, row.number);
  if (size === 8) buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at + 4);
  else buffer.writeUInt32LE(Number(value & 0xffffffffn), at + 4);
  return at + 4 + size;
}

function nested(buffer: Buffer, offset: number, number: number, fill: (at: number) => number): number {
  const end = fill(offset + 4);
  header(buffer, offset, end - offset - 4, number);
  return offset + 4 + align(end - offset - 4);
}

function header(buffer: Buffer, offset: number, length: number, number: number): number {
  buffer.writeUInt16LE(4 + length, offset);
  buffer.writeUInt16LE(number, offset + 2);
  return offset + 4;
}
