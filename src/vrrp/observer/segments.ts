import type {Family} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {limits} from './limits.js';
import {type Observation, type Segment, segmentKey} from './observation.js';

/** The segment where something arrived, so it is listened to; undefined where there is no room. */
export function segmentOf(
  observation: Observation,
  interfaceIndex: number,
  family: Family,
  now: Milliseconds,
): Segment | undefined {
  const key = segmentKey(interfaceIndex, family);
  const known = observation.segments.get(key);
  if (known || observation.segments.size >= limits.segments) return known;
  const segment: Segment = {
    interface: interfaceIndex,
    family,
    isOpen: true,
    attentiveSince: now,
    routers: new Map(),
    rejections: new Map(),
    carp: new Map(),
    claims: new Map(),
  };
  observation.segments.set(key, segment);
  return segment;
}

/** A socket was opened or closed. */
export function listen(
  observation: Observation,
  {interface: index, family, isListening}: {interface: number; family: Family; isListening: boolean},
  now: Milliseconds,
): void {
  const segment = segmentOf(observation, index, family, now);
  if (!segment) return;
  segment.isOpen = isListening;
  attend(observation, segment, now);
}

/** After a socket or a link has changed. What a speaker said before counts no more, for its silence would be ours. */
export function attend(observation: Observation, segment: Segment, now: Milliseconds): void {
  const link = observation.network.links.get(segment.interface);
  const hears = segment.isOpen && (link?.link.isRunning ?? true);
  if (hears === (segment.attentiveSince !== undefined)) return;
  segment.attentiveSince = hears ? now : undefined;
  if (hears) observation.deadline = Math.min(observation.deadline, now);
}

/** A link is gone, and its number with it. */
export function forgetSegments(observation: Observation, interfaceIndex: number): void {
  for (const family of ['ipv4', 'ipv6'] as const) {
    const key = segmentKey(interfaceIndex, family);
    const segment = observation.segments.get(key);
    if (!segment) continue;
    for (const router of segment.routers.values()) observation.speakers -= router.speakers.size;
    observation.segments.delete(key);
  }
}
