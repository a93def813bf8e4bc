import {leastLoaded} from './choices.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Shortest expected delay (ip_vs_sed.c): the fewest active connections per weight, the new one counted in. */
export const sed: Scheduler = {
  name: 'sed',
  begin: () => nothingRemembered,
  choose: service => leastLoaded(newestFirst(service), ({active}) => active + 1),
};
