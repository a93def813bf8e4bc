import type {Verdict} from '../probe/verdict.js';
import {type CheckState, type Failure, isSilence, neededOf, pauseAfter, stepCheck} from './check-state.js';
import type {Happening} from './health-event.js';
import {noteLife, noteMoreSilence, noteSilence} from './hosts.js';
import {isServing} from './member-state.js';
import type {CheckRecord} from './records.js';
import {forget} from './standing/forget.js';
import {happeningOf} from './tell-member.js';
import {tryAgain} from './tries.js';
import type {Turn} from './turn.js';

/** A try has ended. */
export function takeVerdict(turn: Turn, check: CheckRecord, verdict: Verdict): void {
  const {registry, now} = turn;
  const {triedAt, state: before} = check;
  if (triedAt === undefined) return;
  check.triedAt = undefined;
  registry.underWay--;
  if (verdict.type === 'down' && triedAt < registry.resumedAt && !check.isDiscounted) {
    tryAgain(turn, check);
    return;
  }
  check.isDiscounted = false;
  const {schedule} = check.check;
  check.state = stepCheck(schedule, before, verdict, now, isTrusted(check));
  registry.deadlines.set(check, now + pauseAfter(schedule, check.state));
  noteHost(turn, check, verdict, before);
  tellTry(turn, check, verdict);
  if (check.state.state !== before.state || check.state.advice !== before.advice)
    for (const holder of check.holders) turn.touch(holder);
  else if (isOtherFailure(before.failure, check.state.failure)) for (const holder of check.holders) forget(holder);
}

function isOtherFailure(one: Failure | undefined, other: Failure | undefined): boolean {
  return one?.words !== other?.words || one?.layer !== other?.layer || one?.isSilent !== other?.isSilent;
}

/** Whether somebody that has it has clients. */
export function isTrusted({state, holders}: CheckRecord): boolean {
  return state.state === 'unknown' && holders.some(holder => isServing(holder.state));
}

function noteHost(turn: Turn, check: CheckRecord, verdict: Verdict, before: CheckState): void {
  const {host} = check;
  if (!host || verdict.type === 'undecided') return;
  if (!isSilence(verdict)) noteLife(turn, host);
  else if (before.state === 'down') noteMoreSilence(turn, host);
  else noteSilence(turn, host, check);
}

function tellTry(turn: Turn, check: CheckRecord, verdict: Verdict): void {
  if (verdict.type === 'undecided') {
    if (!check.isDoubtful) tellAll(turn, check, 'undecided', verdict.words);
    check.isDoubtful = true;
    return;
  }
  check.isDoubtful = false;
  const {schedule} = check.check;
  const {state, contrary} = check.state;
  if (verdict.type !== 'down' || contrary === 0 || !schedule.tellsAllFailures) return;
  const needed = neededOf(schedule, state, 'down', isTrusted(check));
  tellAll(turn, check, 'failed-try', `${verdict.words} (${contrary} of ${needed})`, verdict.layer);
}

function tellAll(
  turn: Turn,
  {holders}: CheckRecord,
  type: 'undecided' | 'failed-try',
  words: string,
  layer?: Happening['layer'],
): void {
  for (const holder of holders)
    if (!holder.isDisabled) turn.tell({...happeningOf(holder, type, words, turn.now), layer});
}
