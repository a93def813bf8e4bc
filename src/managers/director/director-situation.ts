import type {Address} from '../../net/address.js';
import type {HandoverSettings} from '../../vrrp/handover/handover.js';
import type {SwitchPlan} from '../../vrrp/handover/router-owner.js';
import type {Situation} from '../../vrrp/handover/situation.js';
import type {Hold} from '../../vrrp/truth/hold.js';

/** What there is to decide from, beside what is known of the virtual routers. */
export interface DirectorSituation extends Situation {
  /** What holds the target, or the sync group it is in. */
  readonly held: Hold | undefined;
  /** Of peers that were asked: the named one, or all that are known. */
  readonly answers: readonly PeerAnswer[];
  /** What keeps members from being master, in the director's words. */
  readonly faults: readonly string[];
  readonly ownAddresses: readonly Address[];
}

/** What a peer answered when it was asked whether it would take over. */
export interface PeerAnswer {
  readonly peer: Address;
  /** `no-answer`: it is none of ours. */
  readonly result: 'ready' | 'refused' | 'no-answer';
  readonly words: string;
}

/** What the director is told. */
export type DirectorChange =
  | {readonly type: 'hold'; readonly as: 'backup' | 'master'}
  | {readonly type: 'hand-over'; readonly to: Address; readonly isHeld: boolean}
  | {readonly type: 'release'};

/** A plan to show, and what it comes to. */
export interface PlannedDirectorSwitch {
  readonly plan: SwitchPlan;
  /** Undefined: it can only be shown. */
  readonly change: DirectorChange | undefined;
  readonly settings: HandoverSettings;
  /** What is to be known when it is done, besides what was seen. */
  readonly afterwards?: string | undefined;
}
