import type {DestinationEntry} from '../table/entries.js';
import {leastLoaded, overhead} from './choices.js';
import {cachedSet, expiration, isBusier, newCache, remember} from './locality.js';
import type {CachedSet} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Locality-based least-connection with replication (ip_vs_lblcr.c): an address has a set of servers that grows with load and shrinks with time. */
export const lblcr: Scheduler = {
  name: 'lblcr',
  begin: newCache,
  choose(service, packet) {
    const {memory} = service;
    if (memory.type !== 'cache') return undefined;
    const set = cachedSet(memory, packet);
    if (!set) {
      const first = leastLoaded(newestFirst(service), overhead);
      if (first) remember(memory, packet, first);
      return first;
    }
    const cached = leastLoaded(
      set.members.filter(member => member.isAvailable),
      overhead,
    );
    if (set.members.length > 1 && packet.now > set.lastChange + expiration) dropBusiest(set, packet.now);
    if (cached && !isBusier(cached, service)) return cached;
    const chosen = leastLoaded(newestFirst(service), overhead);
    if (chosen && !set.members.includes(chosen)) {
      set.members.unshift(chosen); // the newest first, as the kernel keeps them
      set.lastChange = packet.now;
    }
    return chosen;
  },
};

/** ip_vs_dest_set_max() and ip_vs_dest_set_erase(). */
function dropBusiest(set: CachedSet, now: number): void {
  let most: DestinationEntry | undefined;
  for (const member of set.members) {
    if (member.weight > 0 && (!most || overhead(most) * member.weight < overhead(member) * most.weight)) most = member;
  }
  if (!most) return;
  set.members.splice(set.members.indexOf(most), 1);
  set.lastChange = now;
}
