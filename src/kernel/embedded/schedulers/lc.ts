import type {DestinationEntry} from '../table/entries.js';
import {isUsable, overhead} from './choices.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Least-connection (ip_vs_lc.c): the least overhead, whatever the weights. */
export const lc: Scheduler = {
  name: 'lc',
  begin: () => nothingRemembered,
  choose(service) {
    let least: DestinationEntry | undefined;
    for (const destination of newestFirst(service)) {
      if (isUsable(destination) && (!least || overhead(destination) < overhead(least))) least = destination;
    }
    return least;
  },
};
