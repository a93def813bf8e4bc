import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {holderSpeaker, settle} from './holder.js';
import {times} from './limits.js';
import type {Removal, SeenAddress} from './network.js';
import type {Observation, Router, Segment} from './observation.js';
import {enter, outranks, patience, type Speaker} from './speaker.js';
import type {Place, Transition} from './transition.js';

/** Every speaker whose time has come falls silent or is forgotten; says when the next one's comes. */
export function judge(observation: Observation, now: Milliseconds): Transition[] {
  const transitions: Transition[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  for (const segment of observation.segments.values()) {
    for (const router of segment.routers.values()) {
      const place = {interface: segment.interface, family: segment.family, virtualRouter: router.virtualRouter};
      let isChanged = false;
      for (const [key, speaker] of router.speakers) {
        if (now >= forgottenAt(speaker)) {
          router.speakers.delete(key);
          observation.speakers--;
          isChanged = true;
          transitions.push({type: 'speaker-forgotten', ...place, source: speaker.source});
          continue;
        }
        if (now >= silentAt(segment, speaker)) {
          transitions.push(...fallSilent(observation, place, segment, router, speaker, now));
          isChanged = true;
        }
        deadline = Math.min(deadline, forgottenAt(speaker), silentAt(segment, speaker));
      }
      if (isChanged) transitions.push(...settle(place, segment, router, now));
      if (router.speakers.size === 0) segment.routers.delete(router.virtualRouter);
    }
  }
  observation.deadline = deadline;
  return transitions;
}

/** It yielded if the master, which outranks it, had begun when it was last heard or soon after; or if this host had. */
export function fallSilent(
  observation: Observation,
  place: Place,
  segment: Segment,
  router: Router,
  speaker: Speaker,
  now: Milliseconds,
): Transition[] {
  const {source, lastSeen, interval} = speaker;
  const holder = holderSpeaker(router);
  const isYielding =
    holder !== undefined &&
    holder !== speaker &&
    holder.state === 'speaking' &&
    outranks(holder, speaker) &&
    holder.speakingSince <= lastSeen + 1.5 * interval;
  const hasYielded = isYielding || isHere(observation, place, speaker);
  enter(speaker, hasYielded ? 'yielded' : 'silent', now);
  if (hasYielded) return [{type: 'speaker-yielded', ...place, source}];
  const from = Math.max(lastSeen, segment.attentiveSince ?? now);
  speaker.missed += Math.floor((now - from) / interval);
  return [{type: 'speaker-silent', ...place, source, lastSeen}];
}

/**
 * Whether this host had its addresses there when it was last heard or soon after, and a daemon to speak for them: our
 * own advertisements are not heard.
 */
function isHere({network, daemons}: Observation, place: Place, {addresses, lastSeen, interval}: Speaker): boolean {
  const crossing = 1.5 * interval;
  const ranAt = (at: Milliseconds) =>
    [...daemons.values()].some(({facts, since}) => facts.state === 'running' || (since !== undefined && since > at));
  const isThere = (index: number) =>
    index === place.interface || network.links.get(index)?.link.parent === place.interface;
  const began = ({address, since, isOld}: SeenAddress) =>
    isThere(address.interface) &&
    (isOld || (since !== undefined && since <= lastSeen + crossing)) &&
    ranAt(since ?? lastSeen);
  // what was given up when it spoke was given up to it
  const wasKept = ({at = 0, since = 0}: Removal) =>
    at > lastSeen + crossing || (at >= lastSeen && since >= lastSeen - crossing);
  return addresses.some(address => {
    const removal = network.removals.get(addressKey(address));
    if (removal) return began(removal) && wasKept(removal);
    return network.addresses.get(addressKey(address))?.some(began);
  });
}

/** Never, where we could not have heard it. */
function silentAt({attentiveSince}: Segment, speaker: Speaker): Milliseconds {
  if (speaker.state !== 'speaking' || attentiveSince === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(speaker.lastSeen, attentiveSince) + patience(speaker);
}

function forgottenAt({lastSeen}: Speaker): Milliseconds {
  return lastSeen + times.forgotten;
}
