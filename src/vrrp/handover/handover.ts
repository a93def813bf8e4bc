import type {Address} from '../../net/address.js';
import type {InstanceIdentity} from '../findings/instance-view.js';
import type {Milliseconds} from '../intervals.js';
import type {SwitchOutcome, SwitchStep} from './router-owner.js';

/** What is to happen, and by when. Everything in it was decided before. */
export interface HandoverSettings {
  /**
   * - `yield`: this host goes, another takes over;
   * - `take`: this host takes over;
   * - `release`: what kept it from being master is taken away.
   */
  readonly action: 'yield' | 'take' | 'release';
  /** Of `yield`: whether what makes it go is taken away once the other is master. */
  readonly style: 'pulse' | 'held';
  readonly members: readonly HandoverMember[];
  readonly limits: HandoverLimits;
}

/** An instance that moves, and what is so before. */
export interface HandoverMember {
  readonly identity: InstanceIdentity;
  /** How many of its addresses are here, of how many. */
  readonly present: number;
  readonly total: number;
  /** Who else is heard as master. */
  readonly master: Heard | undefined;
  /** Of `release`: whether it should be master here in the end; undefined where nobody can know. */
  readonly comesBack: boolean | undefined;
}

export interface Heard {
  readonly source: Address;
  readonly priority: number;
}

export interface HandoverLimits {
  /** From the change until the addresses are gone here. */
  readonly gone: Milliseconds;
  /** From then until the other is heard as master. */
  readonly taken: Milliseconds;
  /** From then until its gratuitous ARP or neighbour advertisement is seen; without it the switch is done all the same. */
  readonly announced: Milliseconds;
  /** From the end of a pulse until the other is heard to go on. */
  readonly settled: Milliseconds;
  /** From putting back, releasing or taking until all addresses are here. */
  readonly back: Milliseconds;
}

export type HandoverEvent =
  | {readonly type: 'addresses'; readonly member: number; readonly present: number; readonly total: number}
  /** An advertisement of another host; priority 0: it leaves. */
  | ({readonly type: 'heard'; readonly member: number} & Heard)
  /** Another station says of its own accord that it has an address of it. */
  | {readonly type: 'announced'; readonly member: number; readonly words: string}
  /** The change could not be made. */
  | {readonly type: 'refused'; readonly words: string}
  | {readonly type: 'interrupted'}
  | {readonly type: 'daemon-gone'}
  | {readonly type: 'clock'};

/** In the order in which they are to happen. */
export type HandoverEffect =
  | {readonly type: 'make-change'}
  | {readonly type: 'undo-change'}
  | {readonly type: 'tell'; readonly step: SwitchStep}
  | {
      readonly type: 'finish';
      readonly result: SwitchOutcome['result'];
      readonly words: string;
      readonly gap: Milliseconds | undefined;
    };

/**
 * - `leaving`: the change is made, and another has to be heard as master of everything;
 * - `announcing`: it is; its announcements are waited for;
 * - `settling`: the pulse has ended, and the other has to go on;
 * - `coming`: the addresses have to come here;
 * - `returning`: it failed, and the addresses have to come back.
 */
export interface Handover {
  readonly stage: 'leaving' | 'announcing' | 'settling' | 'coming' | 'returning' | 'over';
  readonly members: readonly MemberProgress[];
  /** When the stage gives up; the clock is wanted then. */
  readonly deadline: Milliseconds;
  /** Of `returning`: why, and what the result is if it comes back. */
  readonly cause: {readonly result: 'put-back' | 'interrupted'; readonly words: string} | undefined;
}

export interface MemberProgress {
  readonly identity: InstanceIdentity;
  readonly present: number;
  readonly total: number;
  /** When the last address went. */
  readonly goneAt: Milliseconds | undefined;
  /** Who is master instead, and since when that was heard after the addresses had gone. */
  readonly master: Heard | undefined;
  readonly takenAt: Milliseconds | undefined;
  readonly announced: boolean;
  /** The other was heard in the stage that is running. */
  readonly heardInStage: boolean;
}
