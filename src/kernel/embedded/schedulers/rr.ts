import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {behind, isUsable} from './choices.js';
import type {Scheduler} from './scheduler.js';

/** Round-robin (ip_vs_rr.c): the next usable one behind the last choice, once around. */
export const rr: Scheduler = {
  name: 'rr',
  begin: () => ({type: 'cursor', last: undefined}),
  changed({memory, destinations}, destination, change, index) {
    if (memory.type !== 'cursor' || change !== 'removed' || memory.last !== destination) return;
    memory.last = destinations[index]; // the one that stood before it in the kernel's order; undefined is the head
  },
  choose(service) {
    const {memory} = service;
    if (memory.type !== 'cursor') return undefined;
    const chosen = nextUsable(service, memory.last);
    if (chosen) memory.last = chosen;
    return chosen;
  },
};

function nextUsable(service: ServiceEntry, last: DestinationEntry | undefined): DestinationEntry | undefined {
  for (const destination of behind(service, last)) if (isUsable(destination)) return destination;
  if (!last) return undefined;
  for (const destination of behind(service, undefined)) {
    if (isUsable(destination)) return destination;
    if (destination === last) return undefined;
  }
  return undefined;
}
