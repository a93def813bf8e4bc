import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {SwitchPlan, SwitchRequest} from '../../../vrrp/handover/router-owner.js';

/** What the screen wants done by whoever watches and moves virtual routers. */
export type RouterWish =
  | {readonly type: 'open'}
  | {readonly type: 'ask'}
  | {readonly type: 'plan'; readonly wanted: WantedMove}
  | {readonly type: 'carry-out'; readonly plan: SwitchPlan};

/** What the operator wants to move; compared by identity. */
export interface WantedMove {
  /** Undefined for a release. */
  readonly to: 'master' | 'backup' | undefined;
  /** The name of an instance. */
  readonly target: string;
  /** For how long; undefined for as long as the way needs it. */
  readonly hold?: Milliseconds | undefined;
  readonly reason?: string | undefined;
  /** Until it is released, whether the way needs that or not. */
  readonly isHeld?: boolean;
}

/** Undefined for a release, which takes no more than the target. */
export function requestOf(
  {to, target, hold, reason, isHeld = false}: WantedMove,
  owner: string | undefined,
): SwitchRequest | undefined {
  // what is confirmed is the plan, which shows the timer
  return to && {target, to, via: 'auto', file: undefined, hold, isHeld, owner, reason, isConfirmed: true};
}

/** `switch web to the other director`. */
export function moveWords({to, target}: Pick<WantedMove, 'to' | 'target'>): string {
  if (to === undefined) return `release ${target}`;
  return to === 'backup' ? `switch ${target} away from this host` : `switch ${target} to this host`;
}
