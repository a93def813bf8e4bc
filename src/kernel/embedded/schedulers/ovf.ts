import type {DestinationEntry} from '../table/entries.js';
import {isUsable} from './choices.js';
import {nothingRemembered} from './memory.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** Weighted overflow (ip_vs_ovf.c): the largest weight, while it has no more active connections than weight. */
export const ovf: Scheduler = {
  name: 'ovf',
  begin: () => nothingRemembered,
  choose(service) {
    let highest: DestinationEntry | undefined;
    for (const destination of newestFirst(service)) {
      if (!isUsable(destination) || destination.active > destination.weight) continue;
      if (!highest || destination.weight > highest.weight) highest = destination;
    }
    return highest;
  },
};
