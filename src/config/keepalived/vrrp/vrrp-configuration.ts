import type {Address, Family} from '../../../net/address.js';
import type {Password} from '../../../vrrp/password.js';
import type {Place} from '../problem.js';
import type {Command, Weight} from '../walk/section.js';

export type Milliseconds = number;

/** An address of a virtual router, or one that is always there. */
export interface VirtualAddress {
  readonly address: Address;
  readonly prefixLength: number;
  readonly place: Place;
  readonly interface?: string;
  readonly label?: string;
  readonly scope?: string;
  readonly broadcast?: string;
  readonly peer?: Address;
  readonly isTracked: boolean;
  readonly usesVirtualMac: boolean;
  readonly trackGroup?: string;
}

export interface UnicastPeer {
  readonly address: Address;
  readonly leastTtl: number;
  readonly mostTtl: number;
}

/** Something an instance or a group tracks; with weight 0 its failure is a fault. */
export interface Tracked extends Weight {
  readonly name: string;
  readonly place: Place;
}

export const trackedKinds = ['interface', 'script', 'file', 'process', 'bfd'] as const;
export type TrackedKind = (typeof trackedKinds)[number];
export type Tracking = Readonly<Record<TrackedKind, readonly Tracked[]>>;

export const notifyEvents = ['master', 'backup', 'fault', 'stop', 'deleted', 'any', 'master-hears-lower'] as const;
export type NotifyEvent = (typeof notifyEvents)[number];
export type Notify = Partial<Readonly<Record<NotifyEvent, Command>>>;

/** Gratuitous ARPs and neighbour adverts; what is not given is as global_defs or keepalived have it. */
export interface GratuitousArp {
  readonly delay?: Milliseconds;
  readonly repeat?: number;
  readonly refresh?: Milliseconds;
  readonly refreshRepeat?: number;
  readonly lowerPriorityDelay?: Milliseconds;
  readonly lowerPriorityRepeat?: number;
}

export interface VrrpInstance {
  readonly name: string;
  readonly place: Place;
  readonly end: Place;
  /** What it is at start, and would rather be. */
  readonly state: 'master' | 'backup';
  readonly interface?: string;
  readonly vrf?: string;
  /** 0 if it is not given, with which keepalived does not start. */
  readonly virtualRouterId: number;
  readonly priority: number;
  readonly version: 2 | 3;
  readonly family: Family;
  readonly advertInterval: Milliseconds;
  readonly downTimerAdverts: number;
  readonly addresses: readonly VirtualAddress[];
  /** In no advert, and of either family. */
  readonly excludedAddresses: readonly VirtualAddress[];
  /** The words of each, as ip(8) takes them. */
  readonly routes: readonly (readonly string[])[];
  readonly rules: readonly (readonly string[])[];
  readonly sourceAddress?: Address;
  readonly multicastGroup?: Address;
  readonly isUnicast: boolean;
  readonly unicastPeers: readonly UnicastPeer[];
  readonly unicastTtl?: number;
  readonly preempts: boolean;
  readonly preemptDelay: Milliseconds;
  readonly tracking: Tracking;
  readonly tracksPrimary: boolean;
  readonly tracksSourceAddress: boolean;
  readonly authentication?: {readonly type: 'PASS' | 'AH'; readonly password: Password};
  readonly notify: Notify;
  readonly notifiesPriorityChanges: boolean;
  readonly sendsMail: boolean;
  readonly garp: GratuitousArp;
  readonly virtualMac?: VirtualMac;
  readonly ipvlan?: {readonly interface?: string; readonly address?: Address};
  readonly accepts: boolean;
  readonly isStrict: boolean;
  readonly skipsAddressCheck: boolean;
  readonly answersLowerPriority: boolean;
  readonly sendsAdvertOnHigherPriority: boolean;
  readonly syncGroup?: string;
}

export interface VirtualMac {
  readonly interface?: string;
  readonly address?: string;
  readonly sendsOnBase: boolean;
}

export interface SyncGroup {
  readonly name: string;
  readonly place: Place;
  readonly members: readonly string[];
  readonly tracking: Tracking;
  readonly notify: Notify;
  readonly hasTrackingWeight: boolean;
  readonly sendsMail?: boolean;
  readonly notifiesPriorityChanges?: boolean;
}

export interface VrrpScript extends Weight {
  readonly name: string;
  readonly place: Place;
  readonly command: Command;
  readonly interval: Milliseconds;
  /** 0 for none. */
  readonly timeout: Milliseconds;
  readonly rise: number;
  readonly fall: number;
  readonly isDownAtFirst: boolean;
}

export interface TrackFile extends Weight {
  readonly name: string;
  readonly place: Place;
  readonly file: string;
  readonly init?: {readonly value: number; readonly overwrites: boolean};
}

export interface TrackProcess extends Weight {
  readonly name: string;
  readonly place: Place;
  readonly process: string;
  readonly parameters: readonly string[];
  readonly match: 'none' | 'exact' | 'initial' | 'partial';
  readonly quorum: number;
  readonly mostQuorum?: number;
  readonly forkDelay: Milliseconds;
  readonly terminateDelay: Milliseconds;
}

export interface BfdInstance {
  readonly name: string;
  readonly place: Place;
  readonly neighbor: Address;
  readonly source?: Address;
  readonly receiveInterval: Milliseconds;
  readonly sendInterval: Milliseconds;
  readonly idleInterval: Milliseconds;
  readonly multiplier: number;
  readonly isPassive: boolean;
  readonly ttl?: number;
  readonly mostHops: number;
  readonly isForVrrp: boolean;
  readonly isForChecker: boolean;
}

/** What the VRRP process makes of the configuration. */
export interface VrrpConfiguration {
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly scripts: readonly VrrpScript[];
  readonly trackFiles: readonly TrackFile[];
  readonly trackProcesses: readonly TrackProcess[];
  readonly staticAddresses: readonly VirtualAddress[];
  readonly staticRoutes: readonly (readonly string[])[];
  readonly staticRules: readonly (readonly string[])[];
}
