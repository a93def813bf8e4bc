import {leastLoaded, overhead} from './choices.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Weighted least-connection (ip_vs_wlc.c): the least overhead per weight. */
export const wlc: Scheduler = {
  name: 'wlc',
  begin: () => nothingRemembered,
  choose: service => leastLoaded(newestFirst(service), overhead),
};
