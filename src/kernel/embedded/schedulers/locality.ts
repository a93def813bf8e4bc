import {addressKey} from '../../../net/address.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import type {CachedSet, SchedulerMemory} from './memory.js';
import type {Packet} from './scheduler.js';

/** CHECK_EXPIRE_INTERVAL times COUNT_FOR_FULL_EXPIRATION: how often stale entries are looked for, milliseconds. */
const sweepInterval = 30 * 60_000;
/** DEFAULT_EXPIRATION. */
export const expiration = 24 * 3600_000;

export type Cache = Extract<SchedulerMemory, {type: 'cache'}>;

export function newCache(): Cache {
  return {type: 'cache', entries: new Map(), sweepAt: 0};
}

/** Who serves the address a packet was sent to. Drops what nobody has asked for in a day. */
export function cachedSet(cache: Cache, {virtual, now}: Packet): CachedSet | undefined {
  if (now >= cache.sweepAt) {
    for (const [key, {lastUse}] of cache.entries) if (lastUse + expiration <= now) cache.entries.delete(key);
    cache.sweepAt = now + sweepInterval;
  }
  const found = cache.entries.get(addressKey(virtual));
  if (found) found.lastUse = now;
  return found;
}

export function remember(cache: Cache, {virtual, now}: Packet, destination: DestinationEntry): void {
  cache.entries.set(addressKey(virtual), {members: [destination], lastUse: now, lastChange: now});
}

/** Whether a destination has more active connections than weight while another is at less than half of its own. */
export function isBusier({active, weight}: DestinationEntry, service: ServiceEntry): boolean {
  return active > weight && service.destinations.some(other => other.active * 2 < other.weight);
}
