import {sortInSlices} from '../../data/sliced-sort.js';
import {type Count, type CountKey, countConnections} from './counts.js';
import type {ConnectionFilter} from './filter.js';
import {type Following, isFollowed} from './following.js';
import {type ConnectionTable, part, template} from './table.js';

/** How the list is ordered. */
export interface ConnectionSort {
  readonly by: SortName;
  readonly isDescending: boolean;
}

/** What decides which connections are shown, and how. */
export interface ConnectionArrangement {
  readonly sort: ConnectionSort;
  readonly filter: ConnectionFilter;
  readonly following: Following | undefined;
  /** Undefined for the list. */
  readonly countBy: CountKey | undefined;
}

/** What is shown of a table. */
export interface ConnectionOrder {
  readonly arrangement: ConnectionArrangement;
  /** Places in the table, in order; of counts, in the order of the table. */
  readonly places: readonly number[];
  readonly counts: readonly Count[] | undefined;
  readonly tally: Tally;
  /** There are addresses of IPv6 among them. */
  readonly isWide: boolean;
}

export interface Tally {
  /** Without templates. */
  readonly connections: number;
  /** Most first, TEMPLATE as the kernel's words. */
  readonly states: readonly (readonly [state: string, count: number])[];
}

/** Which connections an arrangement is about. */
export function wantedBy({filter, following}: ConnectionArrangement): ConnectionFilter {
  if (!following) return filter;
  return {isEmpty: false, matches: each => isFollowed(each, following) && filter.matches(each)};
}

/** Connections looked at between two pauses. */
const slice = 256;

/** Filters, and orders or counts; yields now and then. */
export function* arrangeConnections(
  table: ConnectionTable,
  arrangement: ConnectionArrangement,
): Generator<void, ConnectionOrder> {
  const {sort, countBy} = arrangement;
  const wanted = wantedBy(arrangement);
  const found: number[] = [];
  const states = new Map<string, number>();
  let isWide = false;
  for (let place = 0; place < table.length; place++) {
    if (place % slice === slice - 1) yield;
    if (!wanted.isEmpty && !wanted.matches(table.at(place))) continue;
    found.push(place);
    isWide ||= table.isWideAt(place);
    const state = table.stateAt(place);
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  const tally: Tally = {
    connections: found.length - (states.get(template) ?? 0),
    states: [...states].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1)),
  };
  const counts = countBy && (yield* countConnections(table, found, countBy));
  const places = countBy ? found : yield* sortInSlices(found, orderOf(table, sort));
  return {arrangement, places, counts, tally, isWide};
}

type Compare = (table: ConnectionTable, a: number, b: number) => number;

/** By the names of columns. */
export const orders = {
  protocol: byWord((table, place) => table.protocolAt(place)),
  client: (table, a, b) => table.compareEndpoints(part.client, a, b),
  service: (table, a, b) => table.compareEndpoints(part.virtual, a, b),
  server: (table, a, b) => table.compareEndpoints(part.destination, a, b),
  state: byWord((table, place) => table.stateAt(place)),
  expires: (table, a, b) => table.expiresAt(a) - table.expiresAt(b),
  engine: byWord((table, place) => table.persistenceAt(place).engine ?? ''),
  data: byWord((table, place) => table.persistenceAt(place).data ?? ''),
} as const satisfies Readonly<Record<string, Compare>>;

export type SortName = keyof typeof orders;

function byWord(wordAt: (table: ConnectionTable, place: number) => string): Compare {
  return (table, a, b) => {
    const [first, second] = [wordAt(table, a), wordAt(table, b)];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}

/** Where that decides nothing, by what makes each the one it is: so that rows keep their order from reading to reading. */
function orderOf(table: ConnectionTable, {by, isDescending}: ConnectionSort): (a: number, b: number) => number {
  const compare: Compare = orders[by];
  const sign = isDescending ? -1 : 1;
  return (a, b) =>
    sign * compare(table, a, b) ||
    table.compareEndpoints(part.client, a, b) ||
    table.compareEndpoints(part.virtual, a, b) ||
    orders.protocol(table, a, b);
}
