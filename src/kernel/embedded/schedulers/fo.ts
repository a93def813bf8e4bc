import type {DestinationEntry} from '../table/entries.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Weighted failover (ip_vs_fo.c): the largest weight takes everything. */
export const fo: Scheduler = {
  name: 'fo',
  begin: () => nothingRemembered,
  choose(service) {
    let highest: DestinationEntry | undefined;
    for (const destination of newestFirst(service)) {
      if (!destination.isOverloaded && destination.weight > (highest?.weight ?? 0)) highest = destination;
    }
    return highest;
  },
};
