import type {Milliseconds} from '../intervals.js';
import type {Observation} from './observation.js';
import type {Transition} from './transition.js';

/** What the process table says of a program that runs virtual routers, such as keepalived's VRRP process. */
export type DaemonFacts =
  | {readonly state: 'running'; readonly pid: number; readonly startedAt: Milliseconds | undefined}
  /** By a signal or a debugger: it holds what it had and says nothing. */
  | {readonly state: 'stopped'; readonly pid: number}
  | {readonly state: 'gone'};

export interface Daemon {
  readonly facts: DaemonFacts;
  /** When it was last looked at. */
  readonly at: Milliseconds;
  /** Since when it is so; undefined if nobody knows. */
  readonly since: Milliseconds | undefined;
  /** When we saw that it is another process than before: what was told until then is void. */
  readonly replacedAt: Milliseconds | undefined;
}

export function noteDaemon(
  observation: Observation,
  name: string,
  facts: DaemonFacts,
  now: Milliseconds,
): Transition[] {
  const known = observation.daemons.get(name);
  const isAnother = known !== undefined && pidOf(known.facts) !== pidOf(facts);
  const isSame = known !== undefined && !isAnother && known.facts.state === facts.state;
  const startedAt = facts.state === 'running' ? facts.startedAt : undefined;
  observation.daemons.set(name, {
    facts,
    at: now,
    since: isSame ? known.since : (startedAt ?? (known && now)),
    replacedAt: isAnother ? now : known?.replacedAt,
  });
  if (isSame) return [];
  switch (facts.state) {
    case 'running':
      return [{type: 'daemon-running', name, pid: facts.pid, isAnother}];
    case 'stopped':
      return [{type: 'daemon-stopped', name}];
    case 'gone':
      return [{type: 'daemon-gone', name}];
  }
}

function pidOf(facts: DaemonFacts): number | undefined {
  return facts.state === 'gone' ? undefined : facts.pid;
}
