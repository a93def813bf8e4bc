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
    const {last} = memory;
    for (const destination of behind(service, last)) {
      if (isUsable(destination)) return (memory.last = destination);
    }
    if (!last) return undefined;
    for (const destination of behind(service, undefined)) {
      if (isUsable(destination)) return (memory.last = destination);
      if (destination === last) break;
    }
    return undefined;
  },
};
