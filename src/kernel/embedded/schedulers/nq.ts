import type {DestinationEntry} from '../table/entries.js';
import {isUsable} from './choices.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Never queue (ip_vs_nq.c): an idle one, else the shortest expected delay. */
export const nq: Scheduler = {
  name: 'nq',
  begin: () => nothingRemembered,
  choose(service) {
    let least: DestinationEntry | undefined;
    for (const destination of newestFirst(service)) {
      if (!isUsable(destination)) continue;
      if (destination.active === 0) return destination;
      if (!least || (least.active + 1) * destination.weight > (destination.active + 1) * least.weight)
        least = destination;
    }
    return least;
  },
};
