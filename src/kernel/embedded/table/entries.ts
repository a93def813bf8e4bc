import type {Address, Family} from '../../../net/address.js';
import {addressKey} from '../../../net/address.js';
import type {Tunnel} from '../../../ipvs/forwarding.js';
import type {SchedulerMemory} from '../schedulers/memory.js';
import type {Statistics} from './statistics.js';

/** struct ip_vs_service, as far as it can be seen. */
export interface ServiceEntry {
  readonly family: Family;
  readonly protocol: number;
  readonly address: Address;
  readonly port: number;
  /** 0 for a service that is named by its address. */
  readonly fwmark: number;
  /** `none` for no scheduler. */
  scheduler: string;
  /** Empty for no persistence engine. */
  engine: string;
  flags: number;
  /** In ticks of 1/100 s, kept in 32 bits as the kernel keeps it. */
  timeout: number;
  /** The 32 bits that netlink carries, read in host order: an IPv4 mask is thereby reversed. */
  netmask: number;
  /** Oldest first; the kernel shows the newest first. */
  readonly destinations: DestinationEntry[];
  readonly byKey: Map<string, DestinationEntry>;
  readonly statistics: Statistics;
  /** What the scheduler remembers between two choices. */
  memory: SchedulerMemory;
}

/** struct ip_vs_dest. It outlives its service while connections hold it. */
export interface DestinationEntry {
  readonly family: Family;
  readonly address: Address;
  readonly port: number;
  /** The service it belongs or belonged to, by name (virtualKey): how the trash list finds it again. */
  readonly virtual: string;
  service: ServiceEntry;
  /** IP_VS_CONN_F_FWD_MASK: 0 to 7. */
  forwarding: number;
  weight: number;
  /** The weight before it was set to 0. */
  lastWeight: number;
  tunnel: Tunnel;
  upperThreshold: number;
  lowerThreshold: number;
  active: number;
  inactive: number;
  persistent: number;
  /** IP_VS_DEST_F_AVAILABLE: it is in a service's list, not in the trash. */
  isAvailable: boolean;
  /** IP_VS_DEST_F_OVERLOAD. */
  isOverloaded: boolean;
  /** Since when the trash list knows it unused; undefined while it does not. */
  idleSince: number | undefined;
  readonly statistics: Statistics;
}

/** The name of a service in its table: by what the kernel compares it. */
export function virtualKey(service: Pick<ServiceEntry, 'family' | 'protocol' | 'address' | 'port' | 'fwmark'>): string {
  if (service.fwmark !== 0) return `${service.family} mark ${service.fwmark}`;
  return `${service.protocol}/${addressKey(service.address)}/${service.port}`;
}

/** The name of a destination within its service. */
export function destinationEntryKey({address, port}: Pick<DestinationEntry, 'address' | 'port'>): string {
  return `${addressKey(address)}/${port}`;
}

/** ip_vs_dest_totalconns(): templates do not count. */
export function totalConnections({active, inactive}: DestinationEntry): number {
  return active + inactive;
}
