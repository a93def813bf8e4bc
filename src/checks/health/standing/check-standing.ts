import {neededOf} from '../check-state.js';
import type {CheckRecord} from '../records.js';
import type {CheckStanding} from '../standing.js';
import {isTrusted} from '../verdicts.js';

export function checkStanding(check: CheckRecord): CheckStanding {
  const {key, state, dueAt} = check;
  return {
    key,
    state: state.state,
    since: state.since,
    lastWords: state.last?.words ?? 'not tried yet',
    lastAt: state.lastAt,
    latency: state.last?.latency,
    layer: state.last?.type === 'down' ? state.last.layer : state.failure?.layer,
    contrary: state.contrary,
    needed: neededOf(check.check.schedule, state.state, 'down', isTrusted(check)),
    nextAt: dueAt,
  };
}
