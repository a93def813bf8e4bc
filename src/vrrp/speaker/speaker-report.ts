import type {Address} from '../../net/address.js';
import type {Adjustment} from '../findings/knowledge.js';
import type {Milliseconds} from '../intervals.js';
import type {RejectionCode} from '../rejection.js';
import type {Cause} from '../router/cause.js';
import type {OwnAddress} from '../router/configuration.js';
import type {HeardMaster, Rival, Router} from '../router/router.js';

/** What a speaker tells as it happens, in order. Times since 1970. Plain values: it goes from one process to another. */
export type SpeakerReport =
  | {
      readonly type: 'entered';
      readonly at: Milliseconds;
      readonly router: string;
      readonly state: Router['state'];
      readonly cause: Cause;
      /** Effective, after all that is tracked. */
      readonly priority: number;
    }
  /** All members of a sync group are in it by now. */
  | {readonly type: 'group-entered'; readonly at: Milliseconds; readonly group: string; readonly state: Router['state']}
  | {readonly type: 'priority'; readonly at: Milliseconds; readonly router: string; readonly priority: number}
  /** A master heard one of lower priority, the first time or again after a while. NB: one that yields says so much once. */
  | {
      readonly type: 'rival';
      readonly at: Milliseconds;
      readonly router: string;
      readonly source: Address;
      readonly priority: number;
    }
  | HandoverReport
  /** A hindrance that does not end it: a socket, an address that the kernel refused, an interval kept too late. */
  | {
      readonly type: 'problem';
      readonly at: Milliseconds;
      readonly router: string | undefined;
      readonly words: string;
    };

/** How a planned handover goes on; the last of an id is `done`, `refused` or `failed`. */
export interface HandoverReport {
  readonly type: 'handover';
  readonly at: Milliseconds;
  readonly id: number;
  readonly router: string;
  /**
   * `refused`: the peer does not want it; `no-answer`: it is none of ours, and nothing was changed; `ready`: it waits for
   * our priority 0; `left`: the addresses are gone here; `done`: its advertisement was heard; `failed`: it was not heard
   */
  readonly stage: 'ready' | 'refused' | 'no-answer' | 'left' | 'done' | 'failed';
  readonly words: string;
}

/** All that a speaker knows of a virtual router. */
export interface RouterStatus {
  readonly name: string;
  readonly router: Router['state'];
  readonly since: Milliseconds;
  readonly cause: Cause;
  readonly basePriority: number;
  /** After all that is tracked. */
  readonly priority: number;
  readonly advertisedPriority: number;
  /** What makes the effective priority another than the base. */
  readonly adjustments: readonly Adjustment[];
  readonly faults: readonly string[];
  readonly hold: 'master' | 'backup' | undefined;
  /** Of a backup: whom it heard last. */
  readonly master: HeardMaster | undefined;
  /** Of a master: others of lower priority that were heard more than once, and are not silent yet. */
  readonly rivals: readonly Rival[];
  /** Of a backup: when it takes over if it hears nobody. */
  readonly masterDownAt: Milliseconds | undefined;
  readonly source: Address | undefined;
  /** Of its addresses, how many this host has. */
  readonly present: number;
  /** Of one that is not master: its addresses that this host has all the same, for a second or longer. */
  readonly strays: readonly Pick<OwnAddress, 'address' | 'prefixLength'>[];
  readonly counters: RouterCounters;
}

/** Since the speaker was started. */
export interface RouterCounters {
  readonly sent: number;
  readonly received: number;
  readonly rejected: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly priorityZeroSent: number;
  readonly priorityZeroReceived: number;
  readonly becameMaster: number;
  readonly leftMaster: number;
  /** Advertisements that went more than a fifth of the interval too late, and the latest of all. */
  readonly late: number;
  readonly latest: Milliseconds;
  readonly announced: number;
}
