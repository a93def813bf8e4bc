import type {Address, Family} from '../../net/address.js';
import type {Milliseconds, Version} from '../intervals.js';
import type {Adjustment} from './knowledge.js';

/** What is known of a virtual router on this host, or only heard on its network. Undefined is unknown, and never guessed. */
export interface InstanceView {
  readonly identity: InstanceIdentity;
  readonly isWanted: boolean;
  /** Of this host. */
  readonly state: InstanceState;
  /** This host has addresses of it, and nobody who would give them up. */
  readonly isStale: boolean;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** How old the newest evidence for the state is; undefined where there is none. */
  readonly age: Milliseconds | undefined;
  readonly priority: PriorityView;
  readonly interval: Milliseconds | undefined;
  readonly group: {readonly name: string; readonly state: InstanceState | undefined} | undefined;
  readonly addresses: readonly AddressView[];
  /** Who is master, as far as is known here. */
  readonly master: MasterView | undefined;
  readonly peers: readonly PeerView[];
  readonly since: Since | undefined;
  readonly why: Why | undefined;
}

export interface InstanceIdentity {
  /** Text from outside; undefined for what is heard and not wanted here. */
  readonly name: string | undefined;
  readonly interface: string;
  readonly family: Family;
  readonly virtualRouter: number;
}

export const instanceStates = ['master', 'backup', 'fault', 'maintenance', 'init', 'unknown'] as const;
export type InstanceState = (typeof instanceStates)[number];

/**
 * - `confirmed`: those who can know it say so, and nothing speaks against it;
 * - `likely`: it follows from what is seen, and nothing speaks against it;
 * - `suspected`: something speaks for it, but not long enough, or something speaks against it;
 * - `unconfirmed`: one side alone cannot know it.
 */
export const confidences = ['confirmed', 'likely', 'suspected', 'unconfirmed'] as const;
export type Confidence = (typeof confidences)[number];

export interface Evidence {
  readonly source: EvidenceSource;
  readonly words: string;
  /** The state it stands for. */
  readonly says?: InstanceState;
  readonly denies?: InstanceState;
  /** When it was so; undefined for a line that waited in the pipe. */
  readonly at: Milliseconds | undefined;
}

export type EvidenceSource = 'kernel' | 'wire' | 'daemon' | 'fifo' | 'report' | 'hold' | 'log' | 'journal' | 'director';

export interface PriorityView {
  readonly base: number | undefined;
  readonly effective: number | undefined;
  /** What makes the difference; undefined where nobody told, and then the difference may still be seen. */
  readonly adjustments: readonly Adjustment[] | undefined;
}

export interface AddressView {
  readonly address: Address;
  readonly isExcluded: boolean;
  /** On the interface it is wanted on; undefined before the kernel was asked. */
  readonly isPresent: boolean | undefined;
  /** Since it is there, or not. */
  readonly since: Milliseconds | undefined;
  /** Other interfaces of this host that have it: lo, for a director that is a real server too. */
  readonly elsewhere: readonly string[];
}

export interface MasterView {
  /** Undefined for this host, where its own address is not known. */
  readonly address: Address | undefined;
  readonly isThisHost: boolean;
  readonly priority: number | undefined;
  readonly since: Milliseconds | undefined;
}

export interface PeerView {
  readonly address: Address;
  /** Backups say nothing: whoever was never heard is unknown. */
  readonly state: PeerState;
  /** The following are undefined for a configured peer that was never heard. */
  readonly priority: number | undefined;
  readonly version: Version | undefined;
  readonly interval: Milliseconds | undefined;
  readonly addresses: readonly Address[] | undefined;
  readonly firstSeen: Milliseconds | undefined;
  readonly lastSeen: Milliseconds | undefined;
  readonly missed: number;
  readonly transitions: number;
  readonly isUnicast: boolean;
}

/** `overdue`: a master that has been silent for more than two intervals; the others are the observer's. */
export type PeerState = 'master' | 'overdue' | 'left' | 'yielded' | 'silent' | 'unknown';

export interface Since {
  readonly at: Milliseconds;
  readonly source: EvidenceSource;
}

/** Why the last transition happened. */
export interface Why {
  readonly code: WhyCode;
  readonly words: string;
  readonly source: EvidenceSource;
}

export type WhyCode =
  | 'peer-left'
  | 'peer-fell-silent'
  | 'outranked-peer'
  | 'nobody-heard'
  | 'outranked'
  | 'link-down'
  | 'link-up'
  | 'daemon-gone'
  | 'held'
  | 'told';
