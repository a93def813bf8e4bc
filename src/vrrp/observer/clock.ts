import type {Milliseconds} from '../intervals.js';
import type {Observation, Segment} from './observation.js';

/**
 * Moves all that is remembered, after the clock was set back: what was seen a second ago was seen a second ago.
 * The time that passed meanwhile is unknown and counts as none.
 */
export function setBack(observation: Observation, by: Milliseconds): void {
  const moved = (time: Milliseconds) => time - by;
  const maybeMoved = (time: Milliseconds | undefined) => (time === undefined ? undefined : time - by);
  const {network, dropped} = observation;
  observation.now = moved(observation.now);
  observation.deadline = moved(observation.deadline);
  dropped.at = maybeMoved(dropped.at);
  for (const segment of observation.segments.values()) moveSegment(segment, moved, maybeMoved);
  network.readAt = maybeMoved(network.readAt);
  for (const [key, seen] of network.links) network.links.set(key, {...seen, since: maybeMoved(seen.since)});
  for (const [key, list] of network.addresses)
    network.addresses.set(
      key,
      list.map(seen => ({...seen, since: maybeMoved(seen.since)})),
    );
  for (const [key, removal] of network.removals)
    network.removals.set(key, {...removal, at: maybeMoved(removal.at), since: maybeMoved(removal.since)});
  for (const [name, daemon] of observation.daemons) {
    const {facts} = daemon;
    observation.daemons.set(name, {
      facts: facts.state === 'running' ? {...facts, startedAt: maybeMoved(facts.startedAt)} : facts,
      at: moved(daemon.at),
      since: maybeMoved(daemon.since),
      replacedAt: maybeMoved(daemon.replacedAt),
    });
  }
  for (const names of [observation.instances, observation.groups])
    for (const [name, told] of names)
      names.set(name, {
        ...told,
        at: maybeMoved(told.at),
        since: maybeMoved(told.since),
        lowerPriorityAt: maybeMoved(told.lowerPriorityAt),
      });
}

function moveSegment(
  segment: Segment,
  moved: (time: Milliseconds) => Milliseconds,
  maybeMoved: (time: Milliseconds | undefined) => Milliseconds | undefined,
): void {
  segment.attentiveSince = maybeMoved(segment.attentiveSince);
  for (const counts of [segment.rejections, segment.carp])
    for (const count of counts.values()) count.at = moved(count.at);
  for (const stations of segment.claims.values())
    for (const claim of stations.values()) {
      claim.announcedAt = maybeMoved(claim.announcedAt);
      claim.answeredAt = maybeMoved(claim.answeredAt);
    }
  for (const router of segment.routers.values()) {
    router.turnovers.forEach((time, i) => {
      router.turnovers[i] = moved(time);
    });
    if (router.holder) {
      const {why} = router.holder;
      router.holder = {
        ...router.holder,
        since: maybeMoved(router.holder.since),
        why: why.type === 'fell-silent' ? {...why, lastSeen: moved(why.lastSeen)} : why,
      };
    }
    for (const speaker of router.speakers.values())
      for (const field of ['stateSince', 'speakingSince', 'firstSeen', 'lastSeen'] as const)
        speaker[field] = moved(speaker[field]);
  }
}
