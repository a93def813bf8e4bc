import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {DesiredEntry} from '../../ipvs/plan.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';
import {withFlags} from '../../maintenance/drain/configuration.js';
import type {ByHand, Deed} from './by-hand.js';
import type {DrainWish, DrainWishes} from './drain-wishes.js';
import type {KnownService, KnownTable} from './known-table.js';
import type {Leaving} from './leaving.js';
import {type Natural, naturalOf, type Standing, withWeight} from './natural-place.js';
import type {PlacedService} from './pool-places.js';

/** All that decides what a service is to be, but for its configuration. */
export interface Wishes {
  readonly known: KnownTable;
  readonly byHand: ByHand;
  readonly drains: DrainWishes;
  readonly leaving: Pick<Leaving, 'has' | 'want' | 'flagsOf'>;
  /** How it stands was said of an earlier configuration: nobody goes by that. */
  readonly isUnsaid: boolean;
}

/**
 * What a service is to be: as its checks say, but for what operators did by hand and drains. Destinations of others stay
 * as they are.
 */
export function wantService(placed: PlacedService, standing: Standing, wishes: Wishes): DesiredEntry {
  const known = wishes.known.entry(placed.key);
  const service = wantSettings(placed, known, wishes);
  const found = wantPlaces(placed, standing, known, wishes);
  const keepsLeaving = wishes.isUnsaid || (!found.hasTaker && found.isAwaiting);
  const destinations: DestinationConfiguration[] = [];
  for (const [key, destination] of known?.destinations ?? []) {
    if (!placed.places.has(key)) {
      const stays = keepsLeaving || !wishes.leaving.has(placed.key, key);
      const left = stays ? destination : wishes.leaving.want(placed.key, service.scheduler, destination);
      if (left) destinations.push(left);
      continue;
    }
    const wanted = keepsLeaving && found.idleSorry === key ? destination : found.wanted.get(key);
    if (wanted) destinations.push(wanted);
    found.wanted.delete(key);
  }
  destinations.push(...found.wanted.values());
  return {service, destinations};
}

interface WantedPlaces {
  /** By destinationKey. */
  readonly wanted: Map<string, DestinationConfiguration>;
  /** Whether somebody takes new clients. */
  readonly hasTaker: boolean;
  /** Whether a member is to come that nobody has seen yet: until then, who leaves has the clients. */
  readonly isAwaiting: boolean;
  /** The sorry server, where it is not to have clients. */
  readonly idleSorry: string | undefined;
}

function wantPlaces(
  {key: service, places}: PlacedService,
  standing: Standing,
  known: KnownService | undefined,
  {known: table, byHand, drains}: Wishes,
): WantedPlaces {
  const wanted = new Map<string, DestinationConfiguration>();
  const deeds = byHand.deedsOf(service);
  const hasDrains = drains.places.size > 0;
  let hasTaker = false;
  let isAwaiting = false;
  let idleSorry: string | undefined;
  for (const [key, place] of places) {
    const natural = naturalOf(place, standing);
    const deed = deeds?.get(key);
    const has = known?.destinations.get(key);
    const destination = wantPlace(natural, {
      has,
      lost: known ? undefined : table.lost(service)?.get(key),
      deed,
      drain: hasDrains ? drains.places.get(`${service} ${key}`) : undefined,
    });
    if (destination) wanted.set(key, destination);
    if (destination && destination.weight > 0) hasTaker = true;
    if (natural.type === 'as-is' && !destination && deed?.type !== 'removed') isAwaiting = true;
    if (place.sorry && place.members.length === 0 && natural.type !== 'present' && has && !deed) idleSorry = key;
  }
  return {wanted, hasTaker, isAwaiting, idleSorry};
}

interface PlaceWishes {
  readonly has: DestinationConfiguration | undefined;
  /** What it was when the whole service vanished. */
  readonly lost: DestinationConfiguration | undefined;
  readonly deed: Deed | undefined;
  readonly drain: DrainWish | undefined;
}

function wantPlace(natural: Natural, {has, lost, deed, drain}: PlaceWishes): DestinationConfiguration | undefined {
  if (deed?.type === 'removed') return undefined;
  const wanted = withDeed(natural, has ?? lost, deed);
  switch (drain?.type) {
    case undefined:
      return wanted;
    case 'held':
      return wanted && withWeight(wanted, 0);
    case 'emptied':
      return has && wanted && withWeight(wanted, 0);
    case 'restoring':
      return has && wanted && natural.type !== 'idle' ? has : has && wanted;
  }
}

/** NB: one that is down has no clients, unless it was put in since. */
function withDeed(
  natural: Natural,
  has: DestinationConfiguration | undefined,
  deed: Exclude<Deed, {type: 'removed'}> | undefined,
): DestinationConfiguration | undefined {
  if (deed?.type === 'put-in') return deed.destination;
  switch (natural.type) {
    case 'absent':
      return undefined;
    case 'idle':
      return deed ? withWeight(deed.destination, 0) : natural.destination;
    case 'as-is':
      return (
        has && (deed ? withWeight(deed.destination, deed.leavesWeight ? has.weight : deed.destination.weight) : has)
      );
    case 'present':
      if (deed?.leavesWeight) return withWeight(deed.destination, natural.destination.weight);
      return deed?.destination ?? natural.destination;
  }
}

function wantSettings(
  {key, service}: PlacedService,
  known: KnownService | undefined,
  {byHand, drains, leaving}: Wishes,
): ServiceConfiguration {
  const settings = byHand.settingsOf(key) ?? service;
  const {id, scheduler, flags} = settings;
  const ending = known ? known.service.flags & drains.endingFlagsOf({id, scheduler}) : 0;
  const added = drains.flagsOf({id, scheduler}) | ending | leaving.flagsOf(key, scheduler);
  return (flags | added) === flags ? settings : withFlags(settings, flags | added);
}
