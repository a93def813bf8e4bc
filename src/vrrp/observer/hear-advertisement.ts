import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {isMulticast} from '../multicast.js';
import {holderSpeaker, settle} from './holder.js';
import {limits} from './limits.js';
import type {Observation, Router, Segment} from './observation.js';
import type {AdvertisementEvent} from './observer-event.js';
import {segmentOf} from './segments.js';
import {fallSilent} from './silence.js';
import {
  type Content,
  enter,
  isOverdue,
  isSameList,
  newSpeaker,
  outranks,
  overdueAdvertisements,
  patience,
  type Speaker,
} from './speaker.js';
import type {Change, Place, Transition} from './transition.js';

/** What nearly every advertisement gives. */
const nothing: readonly Transition[] = [];

export function hearAdvertisement(
  observation: Observation,
  event: AdvertisementEvent,
  now: Milliseconds,
): readonly Transition[] {
  const {interface: index, source, advertisement} = event;
  const segment = segmentOf(observation, index, event.destination.family, now);
  if (!segment) return drop(observation, event, now);
  const key = addressKey(source);
  const router = segment.routers.get(advertisement.virtualRouter);
  const speaker = router?.speakers.get(key);
  if (!router || !speaker) return meet(observation, segment, router, key, event, now);

  const isNews = advertisement.priority === 0 || speaker.state !== 'speaking' || hasChanged(speaker, event);
  const quiet = now - Math.max(speaker.lastSeen, segment.attentiveSince ?? now);
  speaker.missed += overdueAdvertisements(speaker, quiet);
  speaker.lastSeen = now;
  speaker.advertisements++;
  if (!isNews && !isHolderOverdue(router, speaker, now)) return nothing;

  const place = placeOf(segment, router);
  const transitions = isNews ? update(place, router, speaker, event, now) : [];
  observation.deadline = Math.min(observation.deadline, now + patience(speaker));
  return [
    ...transitions,
    ...overtake(observation, place, segment, router, speaker, now),
    ...settle(place, segment, router, now),
  ];
}

/** The first advertisement of a speaker. */
function meet(
  observation: Observation,
  segment: Segment,
  known: Router | undefined,
  key: string,
  event: AdvertisementEvent,
  now: Milliseconds,
): readonly Transition[] {
  const {source, advertisement} = event;
  if (!(known ? hasRoom(observation, known) : observation.speakers < limits.speakers))
    return drop(observation, event, now);
  const router = known ?? newRouter(segment, advertisement.virtualRouter);
  const speaker = newSpeaker(source, contentOf(event), now);
  router.speakers.set(key, speaker);
  observation.speakers++;
  observation.deadline = Math.min(observation.deadline, now + patience(speaker));
  const place = placeOf(segment, router);
  return [
    advertisement.priority === 0
      ? {type: 'speaker-left', ...place, source}
      : {type: 'speaker-began', ...place, source, priority: advertisement.priority},
    ...overtake(observation, place, segment, router, speaker, now),
    ...settle(place, segment, router, now),
  ];
}

/** One that no longer speaks makes room for one that does; those that speak stay, whoever else comes. */
function hasRoom(observation: Observation, router: Router): boolean {
  if (router.speakers.size < limits.speakersPerRouter && observation.speakers < limits.speakers) return true;
  let oldest: string | undefined;
  let lastSeen = Number.POSITIVE_INFINITY;
  for (const [key, speaker] of router.speakers) {
    if (speaker.state === 'speaking' || speaker.lastSeen >= lastSeen) continue;
    oldest = key;
    lastSeen = speaker.lastSeen;
  }
  if (oldest === undefined) return false;
  router.speakers.delete(oldest);
  observation.speakers--;
  return true;
}

function newRouter(segment: Segment, virtualRouter: number): Router {
  const router: Router = {virtualRouter, speakers: new Map(), holder: undefined, turnovers: [], changes: 0};
  segment.routers.set(virtualRouter, router);
  return router;
}

/** Says of a known speaker what is news. */
function update(
  place: Place,
  router: Router,
  speaker: Speaker,
  event: AdvertisementEvent,
  now: Milliseconds,
): Transition[] {
  const {source} = speaker;
  const {advertisement} = event;
  if (advertisement.priority === 0) {
    if (speaker.state === 'left') return [];
    const yielded = yieldedTo(router, speaker);
    enter(speaker, 'left', now);
    for (const other of yielded) enter(other, 'yielded', now);
    return [
      {type: 'speaker-left', ...place, source},
      ...yielded.map((other): Transition => ({type: 'speaker-yielded', ...place, source: other.source})),
    ];
  }
  const transitions: Transition[] = changesOf(speaker, event).map(change => ({
    type: 'speaker-changed',
    ...place,
    source,
    change,
  }));
  Object.assign(speaker, remembered(event));
  if (speaker.state !== 'speaking') {
    enter(speaker, 'speaking', now);
    transitions.push({type: 'speaker-began', ...place, source, priority: speaker.priority});
  }
  return transitions;
}

/** Whoever it outranked and nobody heard since it began has become backup (RFC 9568 §6.4.3): its leaving makes no master of it. */
function yieldedTo(router: Router, leaver: Speaker): Speaker[] {
  return [...router.speakers.values()].filter(
    other => other.state === 'speaking' && outranks(leaver, other) && other.lastSeen <= leaver.speakingSince,
  );
}

/** Another one speaks while the master is late: it is master no more. */
function overtake(
  observation: Observation,
  place: Place,
  segment: Segment,
  router: Router,
  speaker: Speaker,
  now: Milliseconds,
): Transition[] {
  const holder = holderSpeaker(router);
  if (!holder || speaker.state !== 'speaking' || !isHolderOverdue(router, speaker, now)) return [];
  return fallSilent(observation, place, segment, router, holder, now);
}

function isHolderOverdue(router: Router, speaker: Speaker, now: Milliseconds): boolean {
  const holder = holderSpeaker(router);
  return holder !== undefined && holder !== speaker && holder.state === 'speaking' && isOverdue(holder, now);
}

function hasChanged(speaker: Speaker, {advertisement, hasTrailer, destination}: AdvertisementEvent): boolean {
  return (
    speaker.priority !== advertisement.priority ||
    speaker.interval !== advertisement.interval ||
    speaker.version !== advertisement.version ||
    speaker.hasTrailer !== hasTrailer ||
    speaker.isUnicast === isMulticast(destination) ||
    !isSameList(speaker.addresses, advertisement.addresses) ||
    (advertisement.version === 2 && speaker.authentication?.type !== advertisement.authentication.type)
  );
}

function changesOf(speaker: Speaker, {advertisement}: AdvertisementEvent): Change[] {
  const changes: Change[] = [];
  for (const field of ['priority', 'interval', 'version'] as const)
    if (speaker[field] !== advertisement[field]) changes.push({field, from: speaker[field], to: advertisement[field]});
  const [from, to] = [speaker.addresses.length, advertisement.addresses.length];
  if (from !== to) changes.push({field: 'address-count', from, to});
  else if (!isSameList(speaker.addresses, advertisement.addresses)) changes.push({field: 'addresses'});
  return changes;
}

function remembered({advertisement, hasTrailer, destination}: AdvertisementEvent) {
  const {version, priority, interval, addresses} = advertisement;
  const authentication = advertisement.version === 2 ? advertisement.authentication : undefined;
  return {version, priority, interval, addresses, authentication, hasTrailer, isUnicast: !isMulticast(destination)};
}

function contentOf({advertisement, hasTrailer, destination}: AdvertisementEvent): Content {
  return {advertisement, hasTrailer, isUnicast: !isMulticast(destination)};
}

function placeOf({interface: index, family}: Segment, {virtualRouter}: Router): Place {
  return {interface: index, family, virtualRouter};
}

function drop(
  observation: Observation,
  {interface: index, source}: AdvertisementEvent,
  now: Milliseconds,
): Transition[] {
  const {dropped} = observation;
  const isNews = dropped.at === undefined || now - dropped.at > 60_000;
  dropped.count++;
  dropped.at = isNews ? now : dropped.at;
  return isNews ? [{type: 'speaker-dropped', interface: index, source}] : [];
}
