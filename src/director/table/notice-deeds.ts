import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {isSameDestination, isSameSetting} from '../../ipvs/same.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';
import {withFlags} from '../../maintenance/drain/configuration.js';
import type {Deed} from './by-hand.js';
import type {DrainWishes} from './drain-wishes.js';
import type {KnownService, KnownTable} from './known-table.js';
import type {Leaving} from './leaving.js';
import {type Natural, naturalOf, type Standing, withWeight} from './natural-place.js';
import {configuredOf, type PlacedService} from './pool-places.js';

/** What differs from what was known, and what it means: a deed begins, or what was done by hand is over. */
export type Noticed =
  | {readonly type: 'begun'; readonly deed: Deed}
  | {readonly type: 'ended'; readonly destination: string}
  | {readonly type: 'settings'; readonly settings: ServiceConfiguration | undefined};

export interface Circumstances {
  /** Undefined: nobody has said yet how the pool stands. */
  readonly standing: Standing | undefined;
  /** As recorded after the kernel was read: whoever drains records it before. */
  readonly drains: DrainWishes;
  readonly leaving: Pick<Leaving, 'flagsOf'>;
  /** By placeKey: weights that drains gave back when they ended just now. */
  readonly undrained: ReadonlyMap<string, number>;
  readonly attempted: ReturnType<KnownTable['attempted']>;
  /** What stands by now, by destinationKey. */
  readonly deeds: ReadonlyMap<string, Deed> | undefined;
}

/**
 * Compares a service as it was known (as it was left, or written since) with what the kernel has now: what differs,
 * somebody else did. Nothing is noticed of a service that was not known to be there, or is no more.
 */
export function noticeDeeds(
  placed: PlacedService,
  before: KnownService | undefined,
  now: KnownService | undefined,
  given: Circumstances,
): readonly Noticed[] {
  if (!before || !now) return [];
  const noticed: Noticed[] = noticeSettings(placed, before.service, now.service, given);
  for (const [key, place] of placed.places) {
    const placeKey = `${placed.key} ${key}`;
    const was = before.destinations.get(key);
    const has = now.destinations.get(key);
    const givenBack = given.undrained.get(placeKey);
    const configured = configuredOf(place);
    if (givenBack !== undefined) {
      noticed.push(afterDrain(key, has, [givenBack, configured.weight, 0], given.deeds?.get(key)));
      continue;
    }
    if (isSame(was, has, before.isWhole) || isAttempted(key, has, given.attempted)) continue;
    if (isByDrain(has, given.drains.places.get(placeKey)?.type)) continue;
    const natural: Natural = given.standing ? naturalOf(place, given.standing) : {type: 'as-is'};
    noticed.push(deedOf(key, natural, {was, has, configured, deed: given.deeds?.get(key)}));
  }
  return noticed;
}

function noticeSettings(
  {key, service: configured}: PlacedService,
  before: ServiceConfiguration,
  now: ServiceConfiguration,
  {drains, leaving}: Circumstances,
): Noticed[] {
  const bitsOf = (one: ServiceConfiguration) =>
    drains.flagsOf(one) | drains.endingFlagsOf(one) | leaving.flagsOf(key, one.scheduler);
  const bits = bitsOf(before) | bitsOf(now);
  const plain = (one: ServiceConfiguration) => withFlags(one, one.flags & ~bits);
  if (isSameSetting(plain(before), plain(now))) return [];
  const isWanted = isSameSetting(plain(configured), plain(now));
  const settings = withFlags(now, now.flags & ~(bits & ~configured.flags));
  return [{type: 'settings', settings: isWanted ? undefined : settings}];
}

interface Seen {
  readonly was: DestinationConfiguration | undefined;
  readonly has: DestinationConfiguration | undefined;
  readonly configured: DestinationConfiguration;
  readonly deed: Deed | undefined;
}

function deedOf(key: string, natural: Natural, {was, has, configured, deed}: Seen): Noticed {
  const ended = {type: 'ended', destination: key} as const;
  if (!has) {
    if (natural.type === 'absent' || !was) return ended;
    return {type: 'begun', deed: {type: 'removed', destination: {address: was.address, port: was.port}}};
  }
  const isDown = natural.type === 'absent' || natural.type === 'idle';
  const isAsWanted =
    (natural.type === 'idle' || natural.type === 'present') && isSameDestination(has, natural.destination);
  if (isAsWanted || (!isDown && isSameDestination(has, configured))) return ended;
  // NB: what was done before it went down, and is seen now only, does not keep it in
  const wasTakenOut = deed ? deed.type === 'put-in' : !was || (was.weight === 0 && has.weight > 0);
  if (isDown && wasTakenOut) return {type: 'begun', deed: {type: 'put-in', destination: has}};
  const wasPinned = deed?.type === 'set' && deed.leavesWeight !== true;
  const isUsual =
    has.weight === configured.weight || (natural.type === 'present' && has.weight === natural.destination.weight);
  const leavesWeight = isUsual || (was?.weight === has.weight && !wasPinned);
  if (leavesWeight && isSameDestination(has, withWeight(configured, has.weight))) return ended;
  return {type: 'begun', deed: {type: 'set', destination: has, ...(leavesWeight && {leavesWeight})}};
}

/**
 * A weight that the end of a drain was told to give is by hand. What was done by hand before the drain stands where its
 * end has put that back, and is over otherwise.
 */
function afterDrain(
  key: string,
  has: DestinationConfiguration | undefined,
  usual: readonly number[],
  deed: Deed | undefined,
): Noticed {
  if (has && deed?.type === 'put-in') return {type: 'begun', deed: {type: 'put-in', destination: has}};
  if (has && !usual.includes(has.weight)) return {type: 'begun', deed: {type: 'set', destination: has}};
  if (has && deed?.type === 'set' && isPutBack(deed, has)) return {type: 'begun', deed: {...deed, destination: has}};
  return {type: 'ended', destination: key};
}

function isPutBack(deed: Exclude<Deed, {type: 'removed'}>, has: DestinationConfiguration): boolean {
  if (!deed.leavesWeight) return has.weight > 0 && has.weight === deed.destination.weight;
  return isSameDestination(has, withWeight(deed.destination, has.weight));
}

/** Whether it can be what a drain made of it; what it does not want is put right, and is no deed. */
function isByDrain(has: DestinationConfiguration | undefined, wish: 'held' | 'emptied' | 'restoring' | undefined) {
  return wish !== undefined && (wish !== 'held' || has !== undefined);
}

function isAttempted(key: string, has: DestinationConfiguration | undefined, attempted: Circumstances['attempted']) {
  if (!attempted?.has(key)) return false;
  const tried = attempted.get(key);
  return tried === undefined ? has === undefined : has !== undefined && isSameDestination(tried, has);
}

/** @param isWhole false: thresholds and tunnel options were not known before */
function isSame(
  was: DestinationConfiguration | undefined,
  has: DestinationConfiguration | undefined,
  isWhole: boolean,
): boolean {
  if (!was || !has) return was === has;
  return isWhole ? isSameDestination(was, has) : was.weight === has.weight && was.forwarding === has.forwarding;
}
