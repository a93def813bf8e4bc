import {leastLoaded, overhead} from './choices.js';
import {cachedSet, isBusier, newCache, remember} from './locality.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Locality-based least-connection (ip_vs_lblc.c): an address stays with its server until that one is busier than another. */
export const lblc: Scheduler = {
  name: 'lblc',
  begin: newCache,
  choose(service, packet) {
    const {memory} = service;
    if (memory.type !== 'cache') return undefined;
    const cached = cachedSet(memory, packet)?.members[0];
    if (cached?.isAvailable && cached.weight > 0 && !isBusier(cached, service)) return cached;
    const chosen = leastLoaded(newestFirst(service), overhead);
    if (chosen) remember(memory, packet, chosen);
    return chosen;
  },
};
