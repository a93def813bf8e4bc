import {writeAddress} from '../../../net/address-bytes.js';
import type {Address, Family} from '../../../net/address.js';
import {serviceFlag} from '../../../ipvs/service.js';
import {writeU16, writeU32} from '../../netlink/bytes.js';
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
  const netmask = new Uint8Array(4);
  writeU32(netmask, 0, service.netmask);
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
    nested(buffer, offset, commandAttributes.rows.service.number, at =>
      fillStatistics(
        service.statistics,
        serviceAttributes.rows,
        buffer,
        serviceAttributes.writeReply(values, buffer, at),
      ),
    );
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
    nested(buffer, offset, commandAttributes.rows.destination.number, at =>
      fillStatistics(
        destination.statistics,
        destinationAttributes.rows,
        buffer,
        destinationAttributes.writeReply(values, buffer, at),
      ),
    );
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

/** Of services or of destinations. */
export type StatisticsRows = {readonly stats: {readonly number: number}; readonly stats64: {readonly number: number}};

/** IPVS_*_ATTR_STATS and _STATS64: what an entry ends with, aligned to 8. */
export function fillStatistics(statistics: Statistics, rows: StatisticsRows, buffer: Buffer, offset: number): number {
  const counts = reportedCounts(statistics);
  const rates = reportedRates(statistics);
  const end = fillNumbers(counts, rates, statsColumns, buffer, offset, rows.stats.number);
  return fillNumbers(counts, rates, stats64Columns, buffer, end, rows.stats64.number);
}

/** A number of a table of statistics: whose, and how it is sent. */
interface Column {
  readonly name: keyof Counts;
  readonly number: number;
  readonly isWide: boolean;
}

interface Columns {
  readonly counts: readonly Column[];
  readonly rates: readonly Column[];
}

function columnsOf({rows}: typeof statsAttributes | typeof stats64Attributes): Columns {
  const column = (name: keyof Counts, {number, codec}: (typeof rows)[keyof typeof rows]): Column => ({
    name,
    number,
    isWide: codec.shortest === 8,
  });
  return {
    counts: countNames.map(name => column(name, rows[name])),
    rates: countNames.map(name => column(name, rows[`${name}PerSecond`])),
  };
}

const statsColumns = columnsOf(statsAttributes);
const stats64Columns = columnsOf(stats64Attributes);

function fillNumbers(
  counts: Counts,
  rates: Counts,
  columns: Columns,
  buffer: Buffer,
  offset: number,
  number: number,
): number {
  let at = offset + 4;
  for (const column of columns.counts) at = fillNumber(counts[column.name], column, buffer, at);
  for (const column of columns.rates) at = fillNumber(rates[column.name], column, buffer, at);
  header(buffer, offset, at - offset - 4, number);
  return at;
}

function fillNumber(value: bigint, {number, isWide}: Column, buffer: Buffer, offset: number): number {
  return isWide ? fillU64(value, number, buffer, offset) : fillU32(value, number, buffer, offset);
}

/** NB: what does not fit loses its upper half, as in the kernel. */
function fillU32(value: bigint, number: number, buffer: Buffer, offset: number): number {
  header(buffer, offset, 4, number);
  writeU32(buffer, offset + 4, lowHalf(value));
  return offset + 8;
}

/** nla_put_u64_64bit() on machines without efficient unaligned access. NB: datagrams begin aligned to 8. */
function fillU64(value: bigint, number: number, buffer: Buffer, offset: number): number {
  const at = offset % 8 === 0 ? header(buffer, offset, 0, padding) : offset;
  header(buffer, at, 8, number);
  writeU32(buffer, at + 4, lowHalf(value));
  writeU32(buffer, at + 8, value <= 0xffffffffn ? 0 : Number(value >> 32n));
  return at + 12;
}

function lowHalf(value: bigint): number {
  return value <= 0xffffffffn ? Number(value) : Number(value & 0xffffffffn);
}

function nested(buffer: Buffer, offset: number, number: number, fill: (at: number) => number): number {
  const end = fill(offset + 4);
  header(buffer, offset, end - offset - 4, number);
  return offset + 4 + align(end - offset - 4);
}

function header(buffer: Buffer, offset: number, length: number, number: number): number {
  writeU16(buffer, offset, 4 + length);
  writeU16(buffer, offset + 2, number);
  return offset + 4;
}
