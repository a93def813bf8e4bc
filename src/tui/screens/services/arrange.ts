import {compareDestinationIds, compareServiceIds} from '../../../ipvsadm/sort.js';
import {destinationKey} from '../../../ipvs/destination.js';
import type {SeenDestination, SeenService, Snapshot} from '../../data/snapshot.js';
import {sortInSlices} from '../../data/sliced-sort.js';
import {serviceCondition} from '../../data/condition.js';
import type {RowFilter} from './filter-fields.js';
import {type MeasureName, measures} from './measures.js';

/** How the rows are ordered: by address, or by a number. */
export interface Sort {
  readonly by: 'name' | MeasureName;
  readonly isDescending: boolean;
}

/** What decides which services are shown, and in which order. */
export interface Arrangement {
  readonly sort: Sort;
  readonly filter: RowFilter;
  readonly hidesIdle: boolean;
}

/** The services that are shown, in order: places in the snapshot's list. */
export interface ServiceOrder {
  /** Snapshot.generation of the list that the places belong to. */
  readonly generation: number;
  readonly places: readonly number[];
  /** Of services of which only some real servers match the filter: their keys. */
  readonly matching: ReadonlyMap<number, ReadonlySet<string>>;
  readonly hiddenIdle: number;
  readonly filtered: number;
}

export const emptyOrder: ServiceOrder = {generation: 0, places: [], matching: new Map(), hiddenIdle: 0, filtered: 0};

/** Services looked at between two pauses while filtering. */
const filterSlice = 256;

/** Filters and orders, yielding now and then. */
export function* arrangeServices(
  {services, generation}: Snapshot,
  arrangement: Arrangement,
): Generator<void, ServiceOrder> {
  const {sort, filter, hidesIdle} = arrangement;
  const matching = new Map<number, ReadonlySet<string>>();
  const places: number[] = [];
  let [hiddenIdle, filtered] = [0, 0];
  for (const [place, seen] of services.entries()) {
    if (place % filterSlice === filterSlice - 1) yield;
    if (hidesIdle && serviceCondition(seen) === 'idle') {
      hiddenIdle++;
      continue;
    }
    if (!filter.isEmpty && !filter.service(seen)) {
      const found = (seen.destinations ?? []).filter(destination => filter.destination(seen, destination));
      if (found.length === 0) {
        filtered++;
        continue;
      }
      matching.set(place, new Set(found.map(destinationKey)));
    }
    places.push(place);
  }
  const compare = serviceOrder(services, sort);
  return {generation, places: yield* sortInSlices(places, compare), matching, hiddenIdle, filtered};
}

function serviceOrder(services: readonly SeenService[], {by, isDescending}: Sort): (a: number, b: number) => number {
  const sign = isDescending ? -1 : 1;
  const byName = (a: number, b: number) =>
    compareServiceIds((services[a] as SeenService).service.id, (services[b] as SeenService).service.id);
  if (by === 'name') return (a, b) => sign * byName(a, b);
  const values = services.map(seen => measures[by].ofService(seen) ?? -1);
  return (a, b) => sign * ((values[a] as number) - (values[b] as number)) || byName(a, b);
}

/** Real servers of one service in the same order. */
export function sortDestinations(
  destinations: readonly SeenDestination[],
  {by, isDescending}: Sort,
): SeenDestination[] {
  const sign = isDescending ? -1 : 1;
  if (by === 'name') return destinations.toSorted((a, b) => sign * compareDestinationIds(a, b));
  const value = (destination: SeenDestination) => measures[by].ofDestination(destination) ?? -1;
  return destinations.toSorted((a, b) => sign * (value(a) - value(b)) || compareDestinationIds(a, b));
}
