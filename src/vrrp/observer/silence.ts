import type {Milliseconds} from '../intervals.js';
import {holderSpeaker, settle} from './holder.js';
import {times} from './limits.js';
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
          transitions.push(...fallSilent(place, segment, router, speaker, now));
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

/** It yielded if the master, which outranks it, had begun when it was last heard or soon after. */
export function fallSilent(
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
  enter(speaker, isYielding ? 'yielded' : 'silent', now);
  if (isYielding) return [{type: 'speaker-yielded', ...place, source}];
  const from = Math.max(lastSeen, segment.attentiveSince ?? now);
  speaker.missed += Math.floor((now - from) / interval);
  return [{type: 'speaker-silent', ...place, source, lastSeen}];
}

/** Never, where we could not have heard it. */
function silentAt({attentiveSince}: Segment, speaker: Speaker): Milliseconds {
  if (speaker.state !== 'speaking' || attentiveSince === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(speaker.lastSeen, attentiveSince) + patience(speaker);
}

function forgottenAt({lastSeen}: Speaker): Milliseconds {
  return lastSeen + times.forgotten;
}
