import type {CheckHistoryEntry} from './checks-report.js';
import type {ChecksSummary} from './checks-summary.js';

/** What the director says of itself on its sockets: schema lvsctl.director/1. Addresses and causes are text. */
export interface DirectorState {
  readonly schema: 'lvsctl.director/1';
  /** Of lvsctl. */
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since 1970, as all times here. */
  readonly startedAt: number;
  readonly configuration: ConfigurationState;
  readonly processes: readonly ProcessState[];
  readonly routers: readonly RouterState[];
  readonly groups: readonly GroupState[];
  readonly holds: readonly HoldState[];
  readonly sync: SyncState | undefined;
  /** Undefined where it has no virtual services. */
  readonly checks?: ChecksSummary | undefined;
}

export interface ConfigurationState {
  readonly file: string;
  readonly loadedAt: number;
  /** Why the last reload was refused or taken back; the older configuration is in force. */
  readonly problem: string | undefined;
  /** What it wants and does not get, a line each. */
  readonly warnings: readonly string[];
  /** Who else on this host runs virtual routers or services of it now, a line each; undefined where nobody does. */
  readonly foreign: readonly string[] | undefined;
}

export interface ProcessState {
  readonly name: string;
  readonly pid: number | undefined;
  /** `silent`: it runs, and has not answered for ten seconds. */
  readonly state: 'running' | 'silent' | 'starting' | 'ended';
  readonly since: number;
  readonly restarts: number;
}

export interface RouterState {
  readonly name: string;
  readonly interface: string;
  readonly virtualRouter: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly version: 2 | 3;
  /** Milliseconds between advertisements. */
  readonly interval: number;
  readonly preempts: boolean;
  readonly preemptDelay: number;
  readonly accepts: boolean;
  readonly unicastPeers: readonly string[] | undefined;
  /** With their prefix lengths. */
  readonly addresses: readonly string[];
  readonly excluded: readonly string[];
  /** Of those that are not on its interface: where they are, by the text that stands for them there. */
  readonly links: Readonly<Record<string, string>>;
  /** The password is never told. */
  readonly authentication: 'none' | 'password';
  /** Where it is not 224.0.0.18 or ff02::12. */
  readonly multicastGroup: string | undefined;
  /** That peers advertise other addresses is meant. */
  readonly ignoresAddressLists: boolean;
  readonly group: string | undefined;
  readonly state: 'initialize' | 'fault' | 'backup' | 'master';
  readonly since: number;
  /** Why it is in it, in words. */
  readonly cause: string;
  readonly basePriority: number;
  readonly priority: number;
  readonly advertisedPriority: number;
  readonly faults: readonly string[];
  /** What is tracked and changes the priority now. */
  readonly adjustments: readonly {readonly by: string; readonly amount: number}[];
  /** What an operator wants of it, or of its sync group. */
  readonly hold: 'master' | 'backup' | undefined;
  /** Of a backup. */
  readonly master: {readonly address: string; readonly priority: number; readonly heardAt: number} | undefined;
  /** Of a master: others that say they are. */
  readonly rivals: readonly string[];
  readonly source: string | undefined;
  readonly presentAddresses: number;
  /** Of one that is not master: its addresses that the host has all the same. */
  readonly strayAddresses: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  readonly rejections: Readonly<Record<string, number>>;
}

export interface GroupState {
  readonly name: string;
  readonly members: readonly string[];
  readonly state: RouterState['state'] | 'mixed';
}

export interface HoldState {
  /** Of a router or a sync group. */
  readonly target: string;
  readonly as: 'master' | 'backup';
  readonly since: number;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  readonly expires: number | undefined;
}

/** Connection synchronization as it follows a router. */
export interface SyncState {
  readonly router: string;
  readonly interface: string;
  readonly syncId: number;
  /** What it is meant to be. */
  readonly role: 'master' | 'backup' | 'none';
  /** What the kernel runs. */
  readonly running: readonly ('master' | 'backup')[];
  /** Since when it has run so. */
  readonly since: number | undefined;
  readonly problem: string | undefined;
}

/** What happens, after the snapshot: each replaces the piece of the state that it names. */
export type DirectorEvent =
  | {readonly type: 'router'; readonly router: RouterState; readonly words: string | undefined}
  | {readonly type: 'group'; readonly group: GroupState}
  | {readonly type: 'holds'; readonly holds: readonly HoldState[]}
  | {readonly type: 'sync'; readonly sync: SyncState | undefined}
  | {readonly type: 'processes'; readonly processes: readonly ProcessState[]}
  /** With what happened to servers and pools, the oldest first; it may have been too much to tell all of it. */
  | {
      readonly type: 'checks';
      readonly checks: ChecksSummary | undefined;
      readonly entries: readonly CheckHistoryEntry[];
    }
  | {readonly type: 'configuration'; readonly configuration: ConfigurationState}
  /** Events were dropped, or too much is different: all of it. */
  | {readonly type: 'snapshot'; readonly state: DirectorState};
