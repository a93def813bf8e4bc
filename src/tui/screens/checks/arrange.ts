import type {CheckedServer, ChecksReport} from '../../../director/protocol/checks-report.js';
import {type CheckedPlace, isFailed, placesOf} from '../../../managers/checked-places.js';
import {slowest} from './latencies.js';

/** What the list can be sorted by: names of columns. */
export const checkOrders = ['state', 'server', 'service', 'since', 'latency', 'weight'] as const;
export type CheckOrder = (typeof checkOrders)[number];

export interface CheckArrangement {
  readonly filter: PlaceFilter;
  readonly onlyFailed: boolean;
  readonly sort: {readonly by: CheckOrder; readonly isDescending: boolean};
}

export type PlaceFilter = (place: CheckedPlace) => boolean;

export const everyPlace: PlaceFilter = () => true;

/** What is wanted of a report, in order; what is equal stands as it is configured. */
export function arrangePlaces(
  report: ChecksReport | undefined,
  {filter, onlyFailed, sort}: CheckArrangement,
): readonly CheckedPlace[] {
  if (!report) return [];
  const places = placesOf(report).filter(place => (!onlyFailed || isFailed(place.server)) && filter(place));
  const compare = comparisons[sort.by];
  return compare ? places.toSorted((a, b) => (sort.isDescending ? -compare(a, b) : compare(a, b))) : places;
}

/** Who needs help first. */
const ranks: Readonly<Record<CheckedServer['state'], number>> = {
  down: 0,
  unknown: 1,
  holding: 2,
  starting: 3,
  disabled: 4,
  off: 5,
  up: 6,
};

type Comparison = (a: CheckedPlace, b: CheckedPlace) => number;

const byNumber =
  (of: (place: CheckedPlace) => number | undefined): Comparison =>
  (a, b) =>
    (of(b) ?? Number.NEGATIVE_INFINITY) - (of(a) ?? Number.NEGATIVE_INFINITY) || 0;

const comparisons: Readonly<Record<CheckOrder, Comparison | undefined>> = {
  state: (a, b) => ranks[a.server.state] - ranks[b.server.state],
  server: (a, b) => a.server.name.localeCompare(b.server.name, 'en', {numeric: true}),
  service: (a, b) => a.pool.name.localeCompare(b.pool.name, 'en', {numeric: true}),
  since: byNumber(({server}) => server.since),
  latency: byNumber(({server}) => slowest(server.checks)?.latency),
  weight: byNumber(({server}) => server.weight),
};
