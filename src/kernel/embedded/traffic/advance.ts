import {expireTrash} from '../commands/trash.js';
import {type Director, estimationPeriod} from '../director.js';
import {estimate, isAtRest} from '../table/statistics.js';

/** Lets time pass: everything that is due until `now`, in order. */
export function advance(director: Director, now: number): void {
  while (director.estimateAt <= now || (director.trashAt ?? Number.POSITIVE_INFINITY) <= now) {
    if ((director.trashAt ?? Number.POSITIVE_INFINITY) < director.estimateAt) {
      director.now = director.trashAt as number;
      expireTrash(director, director.now);
      continue;
    }
    director.now = director.estimateAt;
    director.estimateAt += estimationPeriod;
    if (director.sysctls.run_estimation === 0) continue;
    for (const statistics of director.moving) {
      estimate(statistics);
      if (isAtRest(statistics)) director.moving.delete(statistics);
    }
  }
  director.now = Math.max(director.now, now);
}
