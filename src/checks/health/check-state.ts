import type {CheckSchedule} from '../check.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Advice, Layer, Verdict} from '../probe/verdict.js';
import {mergeAdvice} from './advice.js';

/** What is known of a check by its verdicts. */
export interface CheckState {
  readonly state: 'unknown' | 'up' | 'down';
  readonly since: Milliseconds;
  /** Verdicts in a row that say otherwise than the state; undecided ones neither count nor interrupt. */
  readonly contrary: number;
  readonly last: Verdict | undefined;
  readonly lastAt: Milliseconds | undefined;
  /** Why it is down: the last failure. */
  readonly failure: Failure | undefined;
  /** All that it has said of the weight. */
  readonly advice: Advice | undefined;
}

export interface Failure {
  readonly words: string;
  readonly layer: Layer;
  readonly isSilent: boolean;
}

export function unknownCheck(now: Milliseconds, before?: CheckState): CheckState {
  const fresh = {state: 'unknown', since: now, contrary: 0, failure: undefined} as const;
  return {...fresh, last: before?.last, lastAt: before?.lastAt, advice: before?.advice};
}

/**
 * @param isTrusted whether somebody that has the check has clients: only then does one that is not known yet need more
 *   than one failure to be down, where it `startsDown`
 */
export function stepCheck(
  schedule: CheckSchedule,
  before: CheckState,
  verdict: Verdict,
  now: Milliseconds,
  isTrusted: boolean,
): CheckState {
  const advice = verdict.advice ? mergeAdvice(before.advice, verdict.advice) : before.advice;
  if (verdict.type === 'undecided') return {...before, last: verdict, lastAt: now, advice};
  const contrary = verdict.type === before.state ? 0 : before.contrary + 1;
  const isReached = contrary >= neededOf(schedule, before.state, verdict.type, isTrusted);
  const isChange = contrary > 0 && isReached;
  return {
    state: isChange ? verdict.type : before.state,
    since: isChange ? now : before.since,
    contrary: isChange ? 0 : contrary,
    last: verdict,
    lastAt: now,
    failure: failureOf(before, verdict, isChange, contrary),
    advice: isChange && verdict.type === 'down' && advice?.type === 'weight' ? undefined : advice,
  };
}

function failureOf(before: CheckState, verdict: Verdict, isChange: boolean, times: number): Failure | undefined {
  if (verdict.type !== 'down') return isChange ? undefined : before.failure;
  if (!isChange && before.state !== 'down') return undefined;
  const words = isChange && times > 1 ? `${verdict.words}, ${times} times in a row` : verdict.words;
  return {words, layer: verdict.layer, isSilent: isSilence(verdict)};
}

/**
 * How many verdicts in a row it takes to leave a state. The first good one suffices where nothing was known, as
 * keepalived has it: `rise` is of what was down.
 */
export function neededOf(
  schedule: CheckSchedule,
  state: CheckState['state'],
  to: 'up' | 'down',
  isTrusted: boolean,
): number {
  if (state === 'down') return schedule.rise;
  if (state === 'unknown' && (to === 'up' || (schedule.startsDown && !isTrusted))) return 1;
  return schedule.fall;
}

/** From the end of a try to the next one. */
export function pauseAfter(schedule: CheckSchedule, {contrary, last}: CheckState): Milliseconds {
  return contrary > 0 && last?.type !== 'undecided' ? schedule.retryDelay : schedule.interval;
}

/** Nothing came back: the host itself may be down. */
export function isSilence(verdict: Verdict): boolean {
  return verdict.type === 'down' && (verdict.isSilence || verdict.layer === 'L3');
}
