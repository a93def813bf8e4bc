import {type Destination, type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {errnoNumber} from '../../ipvs/errno.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {isSameDestination, isSameSetting} from '../../ipvs/same.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';
import type {KnownService} from './known-table.js';
import {asAskedFor, type PlacedService} from './pool-places.js';

/** What changes meanwhile is read so often. */
const mostReads = 5;

/**
 * A service as the kernel has it now; undefined where it has none. Where it is not as it was known, two readings have to
 * agree: a service that is deleted during one looks as if its servers were.
 * @param counts whether connections are counted
 * @throws Error where it never stands still
 */
export async function readKept(
  ipvs: Ipvs,
  placed: PlacedService,
  known: KnownService | undefined,
  counts: boolean,
): Promise<KnownService | undefined> {
  let last = await readOnce(ipvs, placed, counts);
  if (isSameService(known, last)) return last;
  for (let read = 1; read < mostReads; read++) {
    const next = await readOnce(ipvs, placed, counts);
    if (isSameService(last, next)) return next;
    last = next;
  }
  throw new Error(`it changed during each of ${mostReads} readings`);
}

async function readOnce(ipvs: Ipvs, placed: PlacedService, counts: boolean): Promise<KnownService | undefined> {
  const {id} = placed.service;
  let service: ServiceConfiguration;
  try {
    const {scheduler, flags, timeout, netmask, persistenceEngine} = await ipvs.service(id);
    service = {id, scheduler, flags, timeout, netmask, persistenceEngine};
  } catch (error) {
    if (isRefusal(error) && error.errno === errnoNumber('ESRCH')) return undefined;
    throw error;
  }
  const destinations = new Map<string, DestinationConfiguration>();
  const counted = counts ? await ipvs.destinations(id) : undefined;
  for (const one of counted?.map(configurationOf) ?? (await ipvs.destinationConfigurations(id))) {
    const key = destinationKey(one);
    destinations.set(key, asAskedFor(placed, key, one));
  }
  const busy = counted && new Set(counted.filter(hasConnections).map(destinationKey));
  return {service, destinations, isWhole: true, busy};
}

function configurationOf(one: Destination): DestinationConfiguration {
  const {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel} = one;
  return {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel};
}

/** NB: clients that are bound to it by persistence come back. */
function hasConnections({activeConnections, inactiveConnections, persistentConnections}: Destination): boolean {
  return activeConnections + inactiveConnections + persistentConnections > 0;
}

/** Whether both are the same as far as both are known. */
export function isSameService(a: KnownService | undefined, b: KnownService | undefined): boolean {
  if (!a || !b) return a === b;
  if (!isSameSetting(a.service, b.service) || a.destinations.size !== b.destinations.size) return false;
  const isWhole = a.isWhole && b.isWhole;
  for (const [key, one] of a.destinations) {
    const other = b.destinations.get(key);
    if (!other || one.weight !== other.weight || one.forwarding !== other.forwarding) return false;
    if (isWhole && !isSameDestination(one, other)) return false;
  }
  return true;
}
