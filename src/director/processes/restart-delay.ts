import type {Milliseconds} from '../../vrrp/intervals.js';

/** A process that has run for so long is well again. */
export const wellAfter: Milliseconds = 60_000;
const longest: Milliseconds = 30_000;

/** How long to wait before a process that ended is started again: at once, then 1 s, 2 s, … 30 s. @param ends in a row, the last one among them */
export function restartDelay(ends: number): Milliseconds {
  return ends <= 1 ? 0 : Math.min(longest, 1000 * 2 ** (ends - 2));
}
