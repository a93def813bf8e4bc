import {type Destination, type DestinationSummary, destinationKey} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {DesiredEntry, DesiredTable} from '../../ipvs/plan.js';
import {isPersistent, type Service, type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {SummaryEntry, Table, TableEntry} from '../../ipvs/table.js';
import {choose, type Selection} from './selection.js';

/** A table that changes meanwhile is read so often. */
const mostReads = 5;

export interface SelectedTable {
  /** The services that have a destination of the selection, with everything. */
  readonly table: Table;
  readonly elsewhere: readonly SummaryEntry[];
}

/**
 * One pass over all, and everything of the services that it is about: read again where the two differ.
 * @throws Error where the table never stands still
 */
export async function readSelected(ipvs: Ipvs, selection: Selection): Promise<SelectedTable> {
  for (let read = 0; read < mostReads; read++) {
    const services = await ipvs.services();
    const summaries = await ipvs.destinationSummaries(services);
    const selected = summaries && (await readThose(ipvs, services, summaries, selection));
    if (selected) return selected;
  }
  throw new Error(`the table changed during each of ${mostReads} reads: try again`);
}

async function readThose(
  ipvs: Ipvs,
  services: readonly Service[],
  summaries: readonly (readonly DestinationSummary[])[],
  selection: Selection,
): Promise<SelectedTable | undefined> {
  const entries: TableEntry[] = [];
  const elsewhere: SummaryEntry[] = [];
  for (const [i, service] of services.entries()) {
    const known = summaries[i] ?? [];
    if (choose([{service, destinations: known}], selection).length === 0) {
      elsewhere.push({service, destinations: known});
      continue;
    }
    const destinations = await ipvs.destinations(service.id);
    if (settings(known) !== settings(destinations)) return undefined;
    entries.push({service, destinations});
  }
  return {table: {entries}, elsewhere};
}

function settings(destinations: readonly DestinationSummary[]): string {
  return destinations
    .map(one => `${destinationKey(one)} ${one.weight} ${one.forwarding}`)
    .sort()
    .join('\n');
}

/** The configuration of some services, those that are there. */
export async function readServices(ipvs: Ipvs, ids: readonly ServiceId[]): Promise<DesiredTable> {
  const wanted = new Set(ids.map(serviceKey));
  const entries: DesiredEntry[] = [];
  for (const service of await ipvs.serviceConfigurations())
    if (wanted.has(serviceKey(service.id)))
      entries.push({service, destinations: await ipvs.destinationConfigurations(service.id)});
  return {entries};
}

/** What is watched of a destination. */
export type Watched = Pick<
  Destination,
  'address' | 'port' | 'weight' | 'activeConnections' | 'inactiveConnections' | 'persistentConnections'
>;

export interface WatchedEntry {
  readonly service: ServiceId;
  readonly destinations: readonly Watched[];
}

/** Of more services than these, one pass over the table is cheaper. */
const manyServices = 64;

/** Weights and connections of some services, as cheaply as they can be had. NB: templates are told by a dump only. */
export async function watchServices(ipvs: Ipvs, ids: readonly ServiceId[]): Promise<readonly WatchedEntry[]> {
  if (ids.length <= manyServices) return readEach(ipvs, ids);
  const wanted = new Set(ids.map(serviceKey));
  const {entries} = await ipvs.summary();
  const watched: WatchedEntry[] = [];
  for (const {service, destinations} of entries) {
    if (!wanted.has(serviceKey(service.id))) continue;
    const hasTemplates = isPersistent(service);
    watched.push({
      service: service.id,
      destinations: hasTemplates
        ? await ipvs.destinations(service.id)
        : destinations.map(one => ({...one, persistentConnections: 0})),
    });
  }
  return watched;
}

async function readEach(ipvs: Ipvs, ids: readonly ServiceId[]): Promise<readonly WatchedEntry[]> {
  const watched: WatchedEntry[] = [];
  for (const service of ids) watched.push({service, destinations: await ipvs.destinations(service)});
  return watched;
}
