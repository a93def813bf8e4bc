import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import {isSameDestination, isSameSetting} from '../../ipvs/same.js';
import {configuredOf, type PlacedService, placesOf} from './pool-places.js';

/** A pool whose services are kept; or services that no pool has any more, which are to go. */
export interface KeptPool {
  /** Undefined: it is to go. */
  readonly name: string | undefined;
  readonly sorryInhibits: boolean;
  readonly services: readonly PlacedService[];
}

/** What is kept by a configuration, and what is left of those before. */
export interface KeptPools {
  readonly pools: ReadonlyMap<string, KeptPool>;
  /** By serviceKey. */
  readonly ofService: Map<string, KeptPool>;
}

export function noPools(): KeptPools {
  return {pools: new Map(), ofService: new Map()};
}

/** @param before what was kept until now, with what has not gone yet */
export function keptPools({pools: configured}: PoolConfiguration, before: KeptPools): KeptPools {
  const pools = new Map<string, KeptPool>();
  const ofService = new Map<string, KeptPool>();
  for (const pool of configured) {
    const kept = {name: pool.name, sorryInhibits: pool.sorry?.inhibits === true, services: placesOf(pool)};
    pools.set(pool.name, kept);
    for (const {key} of kept.services) ofService.set(key, kept);
  }
  for (const placed of servicesOf(before))
    if (!ofService.has(placed.key))
      ofService.set(placed.key, {name: undefined, sorryInhibits: false, services: [placed]});
  return {pools, ofService};
}

/** Places and services that both configurations have, and are configured otherwise: what was done to them by hand is over. */
export function reconfigured(before: KeptPools, after: KeptPools) {
  const settings: PlacedService[] = [];
  const places: {readonly placed: PlacedService; readonly key: string}[] = [];
  for (const placed of servicesOf(after)) {
    const was = placedIn(before.ofService, placed.key);
    if (!was || was === placed) continue;
    if (!isSameSetting(was.service, placed.service)) settings.push(placed);
    for (const [key, place] of placed.places) {
      const known = was.places.get(key);
      if (known && !isSameDestination(configuredOf(known), configuredOf(place))) places.push({placed, key});
    }
  }
  return {settings, places};
}

/** All of them, those that are to go too. */
export function* servicesOf({ofService}: Pick<KeptPools, 'ofService'>): Iterable<PlacedService> {
  for (const [key, kept] of ofService) {
    const placed = kept.services.find(one => one.key === key);
    if (placed) yield placed;
  }
}

export function placedIn(ofService: KeptPools['ofService'], key: string): PlacedService | undefined {
  return ofService.get(key)?.services.find(one => one.key === key);
}
