import {attributeSet, optional, reported, required} from '../netlink/attribute-set.js';
import {be16, bytes, flagsAndMask, inetAddress, nulString, u8, u16, u32, u64} from '../netlink/codec.js';

/** IPVS_GENL_NAME, IPVS_GENL_VERSION of <linux/ip_vs.h>. */
export const family = {name: 'IPVS', version: 1} as const;

/** IPVS_CMD_* of <linux/ip_vs.h>. */
export const command = {
  newService: 1,
  setService: 2,
  delService: 3,
  getService: 4,
  newDest: 5,
  setDest: 6,
  delDest: 7,
  getDest: 8,
  newDaemon: 9,
  delDaemon: 10,
  getDaemon: 11,
  setConfig: 12,
  getConfig: 13,
  setInfo: 14,
  getInfo: 15,
  zero: 16,
  flush: 17,
} as const;

/** IPVS_STATS_ATTR_*, 32-bit counts where the old interface had them. Number 11 is padding. */
export const statsAttributes = attributeSet({
  connections: reported(1, u32),
  incomingPackets: reported(2, u32),
  outgoingPackets: reported(3, u32),
  incomingBytes: reported(4, u64),
  outgoingBytes: reported(5, u64),
  connectionsPerSecond: reported(6, u32),
  incomingPacketsPerSecond: reported(7, u32),
  outgoingPacketsPerSecond: reported(8, u32),
  incomingBytesPerSecond: reported(9, u32),
  outgoingBytesPerSecond: reported(10, u32),
});

/** The same numbers in STATS64, all 64-bit; from Linux 4.1. */
export const stats64Attributes = attributeSet({
  connections: reported(1, u64),
  incomingPackets: reported(2, u64),
  outgoingPackets: reported(3, u64),
  incomingBytes: reported(4, u64),
  outgoingBytes: reported(5, u64),
  connectionsPerSecond: reported(6, u64),
  incomingPacketsPerSecond: reported(7, u64),
  outgoingPacketsPerSecond: reported(8, u64),
  incomingBytesPerSecond: reported(9, u64),
  outgoingBytesPerSecond: reported(10, u64),
});

/** IPVS_SVC_ATTR_*, in the order the kernel writes them. Either protocol, address and port, or fwmark says which service. */
export const serviceAttributes = attributeSet({
  family: required(1, u16),
  protocol: optional(2, u16),
  address: optional(3, inetAddress),
  port: optional(4, be16),
  fwmark: optional(5, u32),
  scheduler: optional(6, nulString(15)),
  persistenceEngine: optional(11, nulString(16)),
  flags: optional(7, flagsAndMask),
  timeout: optional(8, u32),
  netmask: optional(9, bytes(4, 4)), // IPv4: the mask in network order; IPv6: the prefix length as a host integer
  stats: reported(10, statsAttributes),
  stats64: reported(12, stats64Attributes),
});

/** IPVS_DEST_ATTR_*, in the order the kernel writes them. */
export const destinationAttributes = attributeSet({
  address: required(1, inetAddress),
  port: required(2, be16),
  forwarding: optional(3, u32),
  weight: optional(4, u32),
  tunnelType: optional(13, u8), // absent before Linux 5.2
  tunnelPort: optional(14, be16),
  tunnelFlags: optional(15, u16), // absent before Linux 5.3
  upperThreshold: optional(5, u32),
  lowerThreshold: optional(6, u32),
  activeConnections: reported(7, u32), // the kernel only sends it: encoding it does not type-check
  inactiveConnections: reported(8, u32),
  persistentConnections: reported(9, u32),
  family: optional(11, u16), // absent before Linux 3.18: the service's family
  stats: reported(10, statsAttributes),
  stats64: reported(12, stats64Attributes),
});

/** IPVS_DAEMON_ATTR_*. The port is in host order, unlike all other ports. Numbers 4 to 8 from Linux 4.3. */
export const daemonAttributes = attributeSet({
  state: required(1, u32),
  interface: optional(2, nulString(15)),
  syncId: optional(3, u32),
  maximumLength: optional(4, u16),
  group: optional(5, bytes(4, 4)),
  group6: optional(6, bytes(16, 16)),
  port: optional(7, u16),
  ttl: optional(8, u8),
});

/** IPVS_CMD_ATTR_*: the top level of every command but the information. */
export const commandAttributes = attributeSet({
  service: optional(1, serviceAttributes),
  destination: optional(2, destinationAttributes),
  daemon: optional(3, daemonAttributes),
  timeoutTcp: optional(4, u32),
  timeoutTcpFin: optional(5, u32),
  timeoutUdp: optional(6, u32),
});

const {stats: _serviceStats, stats64: _serviceStats64, ...serviceConfigurationRows} = serviceAttributes.rows;
const {
  stats: _destinationStats,
  stats64: _destinationStats64,
  ...destinationConfigurationRows
} = destinationAttributes.rows;

/** The same top level for whoever has no use for counters: they are most of a message, and are skipped. */
export const configurationAttributes = attributeSet({
  service: optional(1, attributeSet(serviceConfigurationRows)),
  destination: optional(2, attributeSet(destinationConfigurationRows)),
});

/** The same with the 64-bit counters only, for kernels that have them. */
export const modernAttributes = attributeSet({
  service: optional(1, attributeSet({...serviceConfigurationRows, stats64: reported(12, stats64Attributes)})),
  destination: optional(2, attributeSet({...destinationConfigurationRows, stats64: reported(12, stats64Attributes)})),
});

/** IPVS_INFO_ATTR_*, the top level of the answer to IPVS_CMD_GET_INFO. */
export const informationAttributes = attributeSet({
  version: required(1, u32),
  connectionTableSize: required(2, u32),
});
