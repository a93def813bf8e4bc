import type {Milliseconds} from '../milliseconds.js';
import {unknownCheck} from './check-state.js';
import {noteLife} from './hosts.js';
import type {CheckRecord} from './records.js';
import type {Turn} from './turn.js';

/** A try that is later than this gets a new time. */
const lateAfter: Milliseconds = 100;
/** In which the tries are done that were missed, or a tenth of their interval where that is longer. */
const catchUpWithin: Milliseconds = 1000;

/** The time of a check has come. One that is late is put off, once: many are late together, and would be tried at one instant. */
export function checkDue(turn: Turn, check: CheckRecord): void {
  const {registry, now} = turn;
  const late = now - (check.dueAt ?? now);
  if (late > lateAfter && !check.isPutOff) {
    check.isPutOff = true;
    const within = Math.min(late, Math.max(catchUpWithin, check.check.schedule.interval / 10));
    registry.deadlines.set(check, now + Math.max(check.share * within, 1));
    return;
  }
  check.isPutOff = false;
  check.triedAt = now;
  registry.underWay++;
  registry.deadlines.set(check, undefined);
  turn.try(check);
}

/** A try that we stood still during has found nothing out; it is made again soon. */
export function tryAgain({registry: {deadlines}, now}: Turn, check: CheckRecord): void {
  check.isDiscounted = true;
  deadlines.set(check, now + Math.max(check.share * catchUpWithin, 1));
}

/** Brings a check that has users to its first try, and one that has none to rest. */
export function startOrStop(turn: Turn, check: CheckRecord): void {
  const {registry, now} = turn;
  if (check.users === 0) stop(turn, check);
  else if (check.triedAt === undefined && check.dueAt === undefined)
    registry.deadlines.set(check, now + check.share * check.check.schedule.warmup);
}

/** Nobody needs it any more, for now: what it said grows old. */
export function stop(turn: Turn, check: CheckRecord): void {
  const {registry, now} = turn;
  registry.deadlines.set(check, undefined);
  check.isPutOff = false;
  check.isDiscounted = false;
  check.isDoubtful = false;
  if (check.host?.checks.every(({users}) => users === 0)) noteLife(turn, check.host);
  if (check.state.state !== 'unknown' || check.state.contrary > 0) check.state = unknownCheck(now, check.state);
  if (check.triedAt === undefined) return;
  check.triedAt = undefined;
  registry.underWay--;
  turn.cancel(check);
}
