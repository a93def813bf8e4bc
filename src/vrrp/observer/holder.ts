import {type Address, addressKey, isSameAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {limits} from './limits.js';
import type {Router, Segment} from './observation.js';
import {isOverdue, outranks, patience, type Speaker} from './speaker.js';
import type {Place, Transition} from './transition.js';

/** The speaker of most right: the master, as far as is heard. */
export interface Holder {
  readonly source: Address;
  /** Undefined if it was master before we listened. */
  readonly since: Milliseconds | undefined;
  readonly why: Takeover;
}

/** What was heard of how it became master. */
export type Takeover =
  | {readonly type: 'gave-up'; readonly previous: Address}
  | {readonly type: 'fell-silent'; readonly previous: Address; readonly lastSeen: Milliseconds}
  | {readonly type: 'outranked'; readonly previous: Address; readonly previousPriority: number}
  /** Nobody was heard before, and we listened. */
  | {readonly type: 'vacant'}
  | {readonly type: 'unknown'};

/** Says anew who is master, after a speaker of the router has changed. */
export function settle(place: Place, segment: Segment, router: Router, now: Milliseconds): Transition[] {
  const next = firstOf(router);
  const before = router.holder;
  if (!next) {
    if (!before) return [];
    router.holder = undefined;
    return [{type: 'no-master-heard', ...place}];
  }
  if (before && isSameAddress(before.source, next.source)) return [];
  const why = takeover(segment, router, next, now);
  router.holder = {source: next.source, since: why.type === 'unknown' ? undefined : next.speakingSince, why};
  if (why.type !== 'unknown') turn(router, now);
  return [{type: 'master-heard', ...place, source: next.source, priority: next.priority, why}];
}

/** Of those that speak, the one that the others have to yield to. */
function firstOf(router: Router): Speaker | undefined {
  let first: Speaker | undefined;
  for (const speaker of router.speakers.values()) {
    if (speaker.state !== 'speaking') continue;
    if (!first || outranks(speaker, first)) first = speaker;
  }
  return first;
}

/** Why this one, from what is known of the others: of all that were master, the last. */
function takeover(segment: Segment, router: Router, next: Speaker, now: Milliseconds): Takeover {
  let last: Speaker | undefined;
  for (const speaker of router.speakers.values()) {
    if (speaker === next) continue;
    if (!last || speaker.lastSeen > last.lastSeen) last = speaker;
  }
  // a backup waits for the master-down time, so what is older has not to do with it
  if (last && now - last.lastSeen <= 2 * patience(last)) {
    if (last.state === 'left') return {type: 'gave-up', previous: last.source};
    if (last.state !== 'speaking' || isOverdue(last, now))
      return {type: 'fell-silent', previous: last.source, lastSeen: last.lastSeen};
    return {type: 'outranked', previous: last.source, previousPriority: last.priority};
  }
  const listened = segment.attentiveSince === undefined ? 0 : next.speakingSince - segment.attentiveSince;
  return {type: listened >= patience(next) ? 'vacant' : 'unknown'};
}

function turn(router: Router, now: Milliseconds): void {
  router.changes++;
  router.turnovers.push(now);
  if (router.turnovers.length > limits.turnovers) router.turnovers.shift();
}

export function holderSpeaker(router: Router): Speaker | undefined {
  return router.holder && router.speakers.get(addressKey(router.holder.source));
}
