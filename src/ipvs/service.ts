import {type Address, addressKey, type Family} from '../net/address.js';
import type {Statistics} from './statistics.js';

/** What makes a virtual service the one it is: protocol, address and port, or a firewall mark in one family. */
export type ServiceId =
  | {readonly type: 'address'; readonly protocol: number; readonly address: Address; readonly port: number}
  | {readonly type: 'fwmark'; readonly family: Family; readonly fwmark: number};

/** What an administrator sets of a virtual service. */
export interface ServiceConfiguration {
  readonly id: ServiceId;
  /** Name of the scheduler; `none` for no scheduler. At most 15 bytes. */
  readonly scheduler: string;
  /** IP_VS_SVC_F_* of <linux/ip_vs.h>, see serviceFlag. */
  readonly flags: number;
  /** Persistence timeout in seconds; means nothing without the persistent flag. */
  readonly timeout: number;
  /** Granularity of persistence: for IPv4 the mask in host order, for IPv6 the prefix length (1..128). */
  readonly netmask: number;
  /** Name of the persistence engine, at most 16 bytes; empty for none. */
  readonly persistenceEngine: string;
}

/** A virtual service as the kernel reports it. */
export interface Service extends ServiceConfiguration {
  readonly statistics: Statistics;
}

/** IP_VS_SVC_F_* of <linux/ip_vs.h>. The kernel owns `hashed`: it is always set on output and ignored on input. */
export const serviceFlag = {
  persistent: 0x1,
  hashed: 0x2,
  onePacket: 0x4,
  scheduler1: 0x8,
  scheduler2: 0x10,
  scheduler3: 0x20,
} as const;

export const schedulerFlags = serviceFlag.scheduler1 | serviceFlag.scheduler2 | serviceFlag.scheduler3;

export function isPersistent(service: ServiceConfiguration): boolean {
  return (service.flags & serviceFlag.persistent) !== 0;
}

export function isOnePacket(service: ServiceConfiguration): boolean {
  return (service.flags & serviceFlag.onePacket) !== 0;
}

export function familyOfService(id: ServiceId): Family {
  return id.type === 'address' ? id.address.family : id.family;
}

/** The netmask that groups nothing: every client address for itself. */
export function hostNetmask(family: Family): number {
  return family === 'ipv4' ? 0xffffffff : 128;
}

/** A short text, equal for the same service only; the key of maps, not for people. */
export function serviceKey(id: ServiceId): string {
  if (id.type === 'fwmark') return `${id.family === 'ipv4' ? 'm' : 'M'}${id.fwmark}`;
  return `${id.protocol}/${addressKey(id.address)}/${id.port}`;
}
