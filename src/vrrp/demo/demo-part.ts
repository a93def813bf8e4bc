import {masterDownInterval, type Milliseconds, skewTime} from '../intervals.js';
import type {DemoUnit} from './demo-site.js';

/** What both directors are for one unit now, and what comes next. NB: written to by the pair. */
export interface DemoPart {
  readonly unit: DemoUnit;
  own: 'master' | 'backup' | 'fault';
  /** Of this host, as what it tracks makes it. */
  priority: number;
  peer: 'master' | 'backup' | 'away';
  /** What the tracked file says. */
  value: number;
  /** When the daemon looks at it next; infinity while nobody has written to it. */
  noticedAt: Milliseconds;
  takeover: {readonly at: Milliseconds; readonly by: 'own' | 'peer'} | undefined;
  /** When the peer speaks next; infinity while it is not master. */
  advertiseAt: Milliseconds;
  /** Until then its advertisements are lost. */
  mutedUntil: Milliseconds;
}

export function newPart(unit: DemoUnit, now: Milliseconds): DemoPart {
  const part: DemoPart = {
    unit,
    own: 'backup',
    priority: basePriority(unit),
    peer: 'backup',
    value: 0,
    noticedAt: Number.POSITIVE_INFINITY,
    takeover: undefined,
    advertiseAt: Number.POSITIVE_INFINITY,
    mutedUntil: now,
  };
  contend(part, now, false);
  return part;
}

export function basePriority({routers}: DemoUnit): number {
  return routers[0]?.wanted.priority ?? 100;
}

/** Says who takes over next, and when. @param isFree the master has said goodbye: nobody waits longer than its skew */
export function contend(part: DemoPart, now: Milliseconds, isFree: boolean): void {
  const by = challenger(part);
  if (by === undefined) part.takeover = undefined;
  else if (part.takeover?.by !== by || isFree) part.takeover = {at: now + patienceOf(part, by, isFree), by};
}

/** RFC 9568 §6.4.2: whoever can be master and outranks it, or the best where nobody is. */
function challenger({unit, own, peer, priority}: DemoPart): 'own' | 'peer' | undefined {
  const ownRight = own === 'fault' ? 0 : priority;
  const peerRight = peer === 'away' ? 0 : unit.peerPriority;
  const best = ownRight >= peerRight ? 'own' : 'peer';
  if (Math.max(ownRight, peerRight) === 0) return undefined;
  const isMaster = best === 'own' ? own === 'master' : peer === 'master';
  return isMaster ? undefined : best;
}

function patienceOf({unit, priority}: DemoPart, by: 'own' | 'peer', isFree: boolean): Milliseconds {
  const {version = 3, interval = 1000} = unit.routers[0]?.wanted ?? {};
  const right = by === 'own' ? priority : unit.peerPriority;
  return isFree ? skewTime(version, right, interval) : masterDownInterval(version, right, interval);
}
