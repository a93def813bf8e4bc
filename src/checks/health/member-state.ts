import type {Milliseconds} from '../milliseconds.js';
import type {Advised} from './advice.js';
import type {MemberSettings} from './settings.js';
import type {MemberStanding} from './standing.js';

/** Where a member is between its checks and the table. What its times are follows from its settings and `since`. */
export interface MemberState {
  readonly phase: 'off' | 'unproven' | 'up' | 'holding' | 'starting' | 'down';
  readonly since: Milliseconds;
  /** Of an unproven one: it had clients when it was found, and counts as up until it is proven. */
  readonly isTrusted: boolean;
}

/**
 * @param evidence `unknown` where a check is not decided yet and none is down: nothing is changed by it, except that
 *   a member cannot prove itself over its time meanwhile
 */
export function stepMember(
  settings: MemberSettings,
  before: MemberState,
  evidence: 'up' | 'down' | 'unknown',
  now: Milliseconds,
): MemberState {
  const enter = (phase: MemberState['phase']): MemberState => ({phase, since: now, isTrusted: false});
  if (settings.isOff) return before.phase === 'off' ? before : enter('off');
  const {phase} = before;
  if (evidence === 'down') return phase === 'down' ? before : enter('down');
  switch (phase) {
    case 'off':
      return evidence === 'up' ? enter('up') : enter('unproven');
    case 'unproven': // its first proof is no return: neither hold-down nor slow start
      return evidence === 'up' ? enter('up') : before;
    case 'up':
      return before;
    case 'starting':
      return now >= before.since + settings.slowStart.over ? enter('up') : before;
    case 'holding':
      if (evidence === 'unknown') return enter('down');
      return now >= before.since + settings.holdDown ? enter(firstPhase(settings)) : before;
    case 'down':
      if (evidence === 'unknown') return before;
      return enter(settings.holdDown > 0 ? 'holding' : firstPhase(settings));
  }
}

/** When it wants the clock: at the end of its hold-down, at the next step of its slow start. */
export function memberDeadline(
  {holdDown, slowStart}: MemberSettings,
  {phase, since}: MemberState,
  now: Milliseconds,
): Milliseconds | undefined {
  if (phase === 'holding') return since + holdDown;
  if (phase !== 'starting') return undefined;
  const steps = stepsOf(slowStart);
  const next = since + (slowStart.over / steps) * (stepAt(slowStart, since, now) + 1);
  return Math.min(next, since + slowStart.over);
}

/** Whether it has clients, or is believed to. */
export function isServing({phase, isTrusted}: MemberState): boolean {
  return phase === 'up' || phase === 'starting' || isTrusted;
}

/**
 * What it is to be in the table.
 * @param isReplaced whether the sorry server has the clients of its pool: keepalived takes out all others then
 */
export function placeOf(
  settings: MemberSettings,
  {phase, since}: MemberState,
  advised: Advised,
  isReplaced: boolean,
  now: Milliseconds,
): MemberStanding['place'] {
  const away = {type: settings.whenDown === 'quiesce' ? 'quiesced' : 'out'} as const;
  switch (phase) {
    case 'off':
      return {type: 'out'};
    case 'unproven':
      return {type: 'as-is'};
    case 'holding':
    case 'down':
      return away;
    case 'up':
    case 'starting': {
      if (isReplaced) return away;
      if (advised.isQuiesced) return {type: 'quiesced'};
      const {weight} = advised;
      if (phase === 'up') return {type: 'in', weight};
      const {slowStart} = settings;
      const grown = Math.floor((weight * stepAt(slowStart, since, now)) / stepsOf(slowStart));
      return {type: 'in', weight: Math.max(grown, Math.min(weight, 1))};
    }
  }
}

function firstPhase({slowStart}: MemberSettings): 'starting' | 'up' {
  return slowStart.over > 0 ? 'starting' : 'up';
}

/** Steps done: 0 at the beginning, all of them at the end. Clocks since 1970 are exact to a quarter of a microsecond. */
function stepAt(slowStart: MemberSettings['slowStart'], since: Milliseconds, now: Milliseconds): number {
  const steps = stepsOf(slowStart);
  return Math.max(0, Math.min(steps, Math.floor(((now - since + 0.001) * steps) / slowStart.over)));
}

/** None is shorter than 100 ms. */
function stepsOf({over, steps}: MemberSettings['slowStart']): number {
  return Math.max(1, Math.min(Math.floor(steps), Math.floor(over / 100)));
}
