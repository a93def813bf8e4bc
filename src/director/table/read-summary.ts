import {type DestinationConfiguration, type DestinationSummary, destinationKey} from '../../ipvs/destination.js';
import {plainTunnel} from '../../ipvs/forwarding.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {serviceKey} from '../../ipvs/service.js';
import type {SummaryEntry} from '../../ipvs/table.js';
import type {KnownService} from './known-table.js';
import {asAskedFor, configuredOf, type PlacedService} from './pool-places.js';

const mostReads = 5;
/** Entries that are gone through before others have their turn. */
const slice = 500;

/** The table by serviceKey, read in two passes; others have their turn meanwhile. */
export async function readSummary(ipvs: Ipvs, pause: () => Promise<void>): Promise<ReadonlyMap<string, SummaryEntry>> {
  let entries: readonly SummaryEntry[] | undefined;
  for (let read = 0; read < mostReads && !entries; read++) {
    const services = await ipvs.serviceConfigurations();
    const summaries = await ipvs.destinationSummaries(services, pause);
    entries = summaries && services.map((service, i) => ({service, destinations: summaries[i] ?? []}));
  }
  entries ??= (await ipvs.summary()).entries;
  const byKey = new Map<string, SummaryEntry>();
  for (const [i, entry] of entries.entries()) {
    byKey.set(serviceKey(entry.service.id), entry);
    if (i % slice === slice - 1) await pause();
  }
  return byKey;
}

/** What a summary says of a service: thresholds and tunnel options are taken to be as configured. */
export function summarized(placed: PlacedService, entry: SummaryEntry | undefined): KnownService | undefined {
  if (!entry) return undefined;
  const destinations = new Map<string, DestinationConfiguration>();
  for (const summary of entry.destinations) {
    const key = destinationKey(summary);
    const place = placed.places.get(key);
    destinations.set(key, asAskedFor(placed, key, withRest(summary, place && configuredOf(place))));
  }
  return {service: entry.service, destinations, isWhole: false};
}

const nothing = {upperThreshold: 0, lowerThreshold: 0, tunnel: plainTunnel} as const;

function withRest(
  {address, port, forwarding, weight}: DestinationSummary,
  {
    upperThreshold,
    lowerThreshold,
    tunnel,
  }: Pick<DestinationConfiguration, 'upperThreshold' | 'lowerThreshold' | 'tunnel'> = nothing,
): DestinationConfiguration {
  return {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel};
}
