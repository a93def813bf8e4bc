import type {Address, Family} from '../../net/address.js';
import type {ChecksumCoverage, OwnAuthentication} from '../advertisement.js';
import type {Milliseconds} from '../intervals.js';
import type {Rules} from './router.js';

/** What a director does as a VRRP router, checked: it can be carried out as it stands. */
export interface RouterConfiguration {
  readonly routers: readonly RouterSettings[];
  readonly groups: readonly GroupSettings[];
  readonly scripts: readonly TrackedScript[];
  readonly files: readonly TrackedFile[];
  readonly processes: readonly TrackedProcess[];
  /** Told of every transition, whoever's: vrrp_notify, notify_fifo. */
  readonly notify: NotifySettings;
  readonly sync: SyncSettings | undefined;
  /** The pace of announcements. */
  readonly announcements: AnnouncementSettings;
}

/** A virtual router. */
export interface RouterSettings {
  /** Of the instance; text from outside. */
  readonly name: string;
  /** Of the link. */
  readonly interface: string;
  /** VRID, 1..255; one on a link is one for each family. */
  readonly virtualRouter: number;
  readonly family: Family;
  /** Before tracking: 1..254, 255 for the owner of the addresses. */
  readonly priority: number;
  readonly rules: Rules;
  /** In its advertisements, at most 255 and of its family. */
  readonly addresses: readonly OwnAddress[];
  /** In no advertisement, of either family. */
  readonly excluded: readonly OwnAddress[];
  /** Accept_Mode (RFC 9568 §6.1): a master that is no owner answers to the addresses. */
  readonly accepts: boolean;
  readonly authentication: OwnAuthentication;
  /** What the checksum of version 3 over IPv4 covers, the one that is sent first; at least one. */
  readonly checksums: readonly ChecksumCoverage[];
  /** Whom it speaks with; undefined for multicast. */
  readonly unicast: UnicastSettings | undefined;
  /** 224.0.0.18 or ff02::12 unless told. */
  readonly multicastGroup: Address | undefined;
  /** keepalived's skip_check_adv_addr: other addresses in an advertisement are meant. We take them in any case. */
  readonly ignoresAddressLists: boolean;
  /** mcast_src_ip, unicast_src_ip; the link's own address unless told. */
  readonly source: Address | undefined;
  /** Packets for an address when it becomes master, and when it tells them again: garp_master_repeat, garp_master_refresh_repeat. */
  readonly copies: {readonly master: number; readonly refresh: number; readonly rival: number};
  readonly tracking: TrackingSettings;
  readonly notify: NotifySettings;
}

export interface OwnAddress {
  readonly address: Address;
  readonly prefixLength: number;
  /** The link that gets it: that of the router unless told. */
  readonly interface: string | undefined;
  readonly label: string | undefined;
  /** 0 global, 253 link, 254 host. */
  readonly scope: number | undefined;
  readonly broadcast: Address | undefined;
  readonly peer: Address | undefined;
}

export interface UnicastSettings {
  readonly peers: readonly {
    readonly address: Address;
    readonly minimumHopLimit: number;
    readonly maximumHopLimit: number;
  }[];
  readonly hopLimit: number;
}

/** All members are master, or none. */
export interface GroupSettings {
  readonly name: string;
  readonly members: readonly string[];
  readonly tracking: TrackingSettings;
  readonly notify: NotifySettings;
}

/** What a router or a group depends on. */
export interface TrackingSettings {
  /** Its own link is tracked besides, always. */
  readonly interfaces: readonly Tracked[];
  readonly scripts: readonly Tracked[];
  readonly files: readonly Tracked[];
  readonly processes: readonly Tracked[];
}

/** With weight 0, its failure is a fault; else the weight is added to the priority: a positive one while it is good, a negative one while it is not. */
export interface Tracked {
  readonly name: string;
  /** -253..253; of a file, what its value is multiplied by. */
  readonly weight: number;
  /** Good is bad. */
  readonly isReversed: boolean;
}

export interface TrackedScript {
  readonly name: string;
  /** The program and its words; never a shell's. */
  readonly command: readonly string[];
  readonly user: string | undefined;
  readonly interval: Milliseconds;
  /** Killed after so long; 0 for the interval. */
  readonly timeout: Milliseconds;
  /** How often in a row it must succeed, or fail, to count. */
  readonly rise: number;
  readonly fall: number;
  readonly isDownAtFirst: boolean;
}

export interface TrackedFile {
  readonly name: string;
  readonly file: string;
  /** Written where there is no file; `overwrites` even where there is one. */
  readonly initial: {readonly value: number; readonly overwrites: boolean} | undefined;
}

export interface TrackedProcess {
  readonly name: string;
  /** Name of the task, or of its program. */
  readonly process: string;
  /** So many must run. */
  readonly quorum: number;
  readonly mostQuorum: number | undefined;
}

/** Who is told of transitions: programs, run in order, never a shell's; and FIFOs. */
export interface NotifySettings {
  readonly master: NotifyCommand | undefined;
  readonly backup: NotifyCommand | undefined;
  readonly fault: NotifyCommand | undefined;
  readonly stop: NotifyCommand | undefined;
  /** With `INSTANCE|GROUP NAME STATE PRIORITY` behind its own words. */
  readonly any: NotifyCommand | undefined;
  /** Of a router: a reload leaves it out. */
  readonly deleted: NotifyCommand | undefined;
  /** Of a router: it is master and hears one of lower priority: notify_master_rx_lower_pri. */
  readonly lower: NotifyCommand | undefined;
  /** Of a router: the word for it is DELETED, and not FAULT as keepalived has it without notify_deleted. */
  readonly isDeletionTold: boolean;
  /** Of a router: a FIFO is told changes of its priority: notify_priority_changes. */
  readonly isPriorityTold: boolean;
  /** Only of the whole configuration: notify_fifo, vrrp_notify_fifo. */
  readonly fifo: string | undefined;
}

export interface NotifyCommand {
  readonly command: readonly string[];
  readonly user: string | undefined;
}

/** keepalived's lvs_sync_daemon: connection synchronization follows a router. */
export interface SyncSettings {
  readonly interface: string;
  /** The router or group whose master sends. */
  readonly router: string;
  /** 0..255. */
  readonly syncId: number;
  readonly maximumLength: number | undefined;
  readonly group: Address | undefined;
  readonly port: number | undefined;
  readonly ttl: number | undefined;
}

export interface AnnouncementSettings {
  /** Packets a second on a link at most; undefined for as fast as goes between advertisements: vrrp_garp_interval, vrrp_gna_interval. */
  readonly rate: number | undefined;
  /** keepalived's vrrp_min_garp: one packet for an address instead of several. */
  readonly isMinimal: boolean;
}

export const noTracking: TrackingSettings = {interfaces: [], scripts: [], files: [], processes: []};

export const noNotify: NotifySettings = {
  master: undefined,
  backup: undefined,
  fault: undefined,
  stop: undefined,
  any: undefined,
  deleted: undefined,
  lower: undefined,
  isDeletionTold: false,
  isPriorityTold: false,
  fifo: undefined,
};
