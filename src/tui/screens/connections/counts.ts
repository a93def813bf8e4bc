import {formatAddress} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {sortInSlices} from '../../data/sliced-sort.js';
import {serviceNameOf} from './names.js';
import {type ConnectionTable, part, template} from './table.js';

/** What connections are counted by. */
export type CountKey = keyof typeof countKeys;

/** Connections that have something in common. */
export interface Count {
  /** Not for people. */
  readonly key: number | string;
  /** One of them. */
  readonly place: number;
  connections: number;
  established: number;
  templates: number;
}

interface Kind {
  readonly title: string;
  readonly one: string;
  /** Of how many there are. */
  readonly plural: string;
  keyAt(table: ConnectionTable, place: number): number | string;
  /** As the filter of this name takes it. */
  name(table: ConnectionTable, place: number): string;
  compare(table: ConnectionTable, a: number, b: number): number;
}

export const countKeys = {
  client: {
    title: 'CLIENT',
    one: 'client',
    plural: 'clients',
    keyAt: (table, place) => table.addressKeyAt(part.client, place),
    name: (table, place) => formatAddress(table.endpointAt(part.client, place).address),
    compare: (table, a, b) => table.compareEndpoints(part.client, a, b),
  },
  service: {
    title: 'SERVICE',
    one: 'service',
    plural: 'services',
    keyAt: (table, place) => `${table.protocolAt(place)} ${table.endpointKeyAt(part.virtual, place)}`,
    name: (table, place) => serviceNameOf(table.at(place)),
    compare: (table, a, b) => table.compareEndpoints(part.virtual, a, b),
  },
  server: {
    title: 'REAL SERVER',
    one: 'real server',
    plural: 'real servers',
    keyAt: (table, place) => table.endpointKeyAt(part.destination, place),
    name: (table, place) => formatEndpoint(table.endpointAt(part.destination, place)),
    compare: (table, a, b) => table.compareEndpoints(part.destination, a, b),
  },
  state: {
    title: 'STATE',
    one: 'state',
    plural: 'states',
    keyAt: (table, place) => table.stateAt(place),
    name: (table, place) => table.stateAt(place),
    compare: (table, a, b) => (table.stateAt(a) < table.stateAt(b) ? -1 : 1),
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Connections counted between two pauses. */
const slice = 512;

/** How many there are of each, most first; yields now and then. */
export function* countConnections(
  table: ConnectionTable,
  places: readonly number[],
  by: CountKey,
): Generator<void, readonly Count[]> {
  const kind: Kind = countKeys[by];
  const counts = new Map<number | string, Count>();
  for (const [i, place] of places.entries()) {
    if (i % slice === slice - 1) yield;
    const key = kind.keyAt(table, place);
    let count = counts.get(key);
    if (!count) {
      count = {key, place, connections: 0, established: 0, templates: 0};
      counts.set(key, count);
    }
    const state = table.stateAt(place);
    if (state === template) count.templates++;
    else count.connections++;
    if (state === 'ESTABLISHED') count.established++;
  }
  return yield* sortInSlices(
    [...counts.values()],
    (a, b) => b.connections - a.connections || b.templates - a.templates || kind.compare(table, a.place, b.place),
  );
}
