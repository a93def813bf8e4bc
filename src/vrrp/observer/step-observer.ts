import type {Milliseconds} from '../intervals.js';
import {noteClaim} from './claims.js';
import {setBack} from './clock.js';
import {noteDaemon} from './daemons.js';
import {follow} from './follow-network.js';
import {hearAdvertisement} from './hear-advertisement.js';
import {times} from './limits.js';
import {count, type Observation} from './observation.js';
import type {ObserverEvent} from './observer-event.js';
import {listen, segmentOf} from './segments.js';
import {judge} from './silence.js';
import {noteLine} from './told.js';
import type {Transition} from './transition.js';

/**
 * What an event tells, and what is news in it. NB: the observation is taken and given back, not copied.
 * @param now milliseconds since 1970, best of a clock that does not jump: performance.timeOrigin + performance.now();
 * for a packet when the kernel took it. Packets that wait are to be given before a clock that waits.
 */
export function stepObserver(
  observation: Observation,
  event: ObserverEvent,
  now: Milliseconds,
): [Observation, readonly Transition[]] {
  const before = tellTime(observation, now);
  const transitions = take(observation, event, observation.now);
  return [observation, before.length === 0 ? transitions : [...before, ...transitions]];
}

/** When it next wants a clock; infinity for never. Not later than anything that is due, and sometimes earlier. */
export function observerDeadline({deadline}: Observation): Milliseconds {
  return deadline;
}

function take(observation: Observation, event: ObserverEvent, now: Milliseconds): readonly Transition[] {
  if (event.type !== 'network') observation.network.isCatchingUp = false;
  switch (event.type) {
    case 'advertisement':
      return hearAdvertisement(observation, event, now);
    case 'rejection': {
      const segment = segmentOf(observation, event.interface, event.family, now);
      if (segment) count(segment.rejections, event.code, now);
      return [];
    }
    case 'carp': {
      const segment = segmentOf(observation, event.interface, event.family, now);
      if (segment) count(segment.carp, event.virtualHost & 255, now);
      return [];
    }
    case 'claim': {
      const segment = segmentOf(observation, event.interface, event.address.family, now);
      if (segment) noteClaim(segment.claims, event.address, event.mac, event.isAnswer, now);
      return [];
    }
    case 'listening':
      listen(observation, event, now);
      return [];
    case 'network':
      return follow(observation, event.event, now);
    case 'daemon':
      return noteDaemon(observation, event.name, event.facts, now);
    case 'fifo':
      return noteLine(observation, event.line, event.isBacklog, now);
    case 'clock':
      return now >= observation.deadline ? judge(observation, now) : [];
  }
}

/** A clock that goes back, or that comes much too late: then it was us who did not listen, and nobody has fallen silent. */
function tellTime(observation: Observation, now: Milliseconds): Transition[] {
  const before = observation.now;
  if (!(now >= before)) {
    const by = before - now;
    if (!(by > times.disorder)) return []; // not a number, too
    setBack(observation, by);
    return [{type: 'clock-set-back', by}];
  }
  if (now !== before) observation.network.isCatchingUp = false;
  observation.now = now;
  if (now <= observation.deadline + times.stall) return [];
  for (const segment of observation.segments.values())
    if (segment.attentiveSince !== undefined) segment.attentiveSince = now;
  return [{type: 'stalled', since: before}, ...judge(observation, now)];
}
