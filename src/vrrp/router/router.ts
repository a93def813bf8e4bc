import type {Address} from '../../net/address.js';
import type {Milliseconds, Version} from '../intervals.js';
import type {Cause} from './cause.js';

/** How a virtual router of ours behaves: what its configuration says, in the protocol's own terms. */
export interface Rules {
  readonly version: Version;
  /** From one advertisement of ours to the next; as masters of version 2 all have it. */
  readonly interval: Milliseconds;
  /** How many intervals a master may be silent: 3 (RFC 9568 §6.1), keepalived's down_timer_adverts. */
  readonly silentIntervals: number;
  /** Preempt_Mode (RFC 9568 §6.1). An owner of the addresses always does. */
  readonly preempts: boolean;
  /** How long a master of lower priority is let alone from when it was first heard: keepalived's preempt_delay. */
  readonly preemptDelay: Milliseconds;
  /** Whether a master of lower priority is answered at once (RFC 9568 §6.4.3); without keepalived's lower_prio_no_advert. */
  readonly answersLower: boolean;
  readonly announcing: Announcing;
}

/** When a master tells its addresses again. 0 is never. */
export interface Announcing {
  /** Once more, after becoming master: garp_master_delay. */
  readonly again: Milliseconds;
  /** And from then on: garp_master_refresh. */
  readonly refresh: Milliseconds;
  /** At most so often because of a master of lower priority: garp_lower_prio_delay. */
  readonly rival: Milliseconds;
}

/** What it depends on besides packets, and may change at any time. */
export interface Circumstances {
  /** This host's on the link, the source of what it sends: of equals the greater is master (RFC 9568 §6.4.3). */
  readonly address: Address | undefined;
  /** After all that is tracked: 1..254; 255 owns the addresses. */
  readonly priority: number;
  /** Why it cannot be master, in words; none where it can. */
  readonly faults: readonly string[];
  /** What an operator wants, whatever the protocol would do. */
  readonly hold: 'master' | 'backup' | undefined;
}

/** The states of RFC 9568 §6.4, and one for a router that cannot work, as keepalived has it. */
export type Router = Initialize | Fault | Backup | Master;

/** §6.4.1: not started. */
export interface Initialize {
  readonly state: 'initialize';
}

/** Started, and neither backup nor master: its link is down, or something it tracks has failed. */
export interface Fault {
  readonly state: 'fault';
}

/** §6.4.2. */
export interface Backup {
  readonly state: 'backup';
  /** Master_Adver_Interval: of version 3, what the master advertises. */
  readonly masterInterval: Milliseconds;
  /** Master_Down_Timer. */
  readonly masterDownAt: Milliseconds;
  /** Whoever advertised last. */
  readonly master: HeardMaster | undefined;
  /** From when on a master of lower priority is let alone no more; undefined while there is none. */
  readonly preemptAt: Milliseconds | undefined;
  /** Who will hand over to us: its priority 0 is not waited after. */
  readonly expects: {readonly from: Address; readonly until: Milliseconds} | undefined;
}

export interface HeardMaster {
  readonly source: Address;
  readonly priority: number;
  readonly at: Milliseconds;
}

/** §6.4.3. */
export interface Master {
  readonly state: 'master';
  /** Adver_Timer. */
  readonly advertiseAt: Milliseconds;
  readonly advertisedAt: Milliseconds;
  /** When the addresses are told again. */
  readonly announceAt: Milliseconds | undefined;
  /** Masters of lower priority, as far as they are not silent yet. */
  readonly rivals: readonly Rival[];
  readonly rivalAnnouncedAt: Milliseconds | undefined;
}

export interface Rival {
  readonly source: Address;
  /** It was heard more than once: the one advertisement of a master that yields is no second master. */
  readonly isRepeated: boolean;
  /** Silent from then on. */
  readonly until: Milliseconds;
}

export type RouterEvent =
  | {readonly type: 'startup'}
  /** Leaves for good. */
  | {readonly type: 'shutdown'}
  /** One that checkAdvertisement took. */
  | HeardAdvertisement
  /** The deadline may have come. */
  | {readonly type: 'clock'}
  /** They have changed; the step is given the new ones. */
  | {readonly type: 'circumstances'; readonly before: Circumstances}
  /** The process did not run for a while: what was said meanwhile is not known. */
  | {readonly type: 'stalled'}
  /** A master announced that it will hand over to this host. */
  | {readonly type: 'expect'; readonly from: Address; readonly until: Milliseconds}
  /** A master gives up in favour of a host that expects it. */
  | {readonly type: 'hand-over'; readonly to: Address}
  /** Its sync group becomes master, or stops being it. */
  | {readonly type: 'take-over' | 'give-up'};

export interface HeardAdvertisement {
  readonly type: 'advertisement';
  readonly source: Address;
  /** 0: it stops being master. */
  readonly priority: number;
  readonly interval: Milliseconds;
}

/** What is to be done, in this order. */
export type RouterEffect =
  | {readonly type: 'entered'; readonly state: Router['state']; readonly cause: Cause}
  | {readonly type: 'send-advertisement'; readonly priority: number}
  | {readonly type: 'add-addresses'}
  /**
   * @property farewell the priority of an advertisement that follows when the addresses are gone: 0 to give them up; its
   * own to one that outranks us, which then knows that there were two and tells its addresses again
   */
  | {readonly type: 'remove-addresses'; readonly farewell: number | undefined}
  | {readonly type: 'announce-addresses'; readonly why: 'master' | 'again' | 'rival' | 'rival-gone'};

export type Step = readonly [router: Router, effects: readonly RouterEffect[]];

/** What it advertises: an operator's hold is as strong as anything but an owner (RFC 9568 §5.2.4). */
export function advertisedPriority({priority, hold}: Circumstances): number {
  return hold === 'master' ? Math.max(priority, 254) : priority;
}

/** RFC 9568 §5.2.4: 255 is whoever has the addresses as its own. */
export function isOwner({priority}: Circumstances): boolean {
  return priority === 255;
}
