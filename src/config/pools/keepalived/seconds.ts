import type {Milliseconds} from '../../../checks/milliseconds.js';

/** As keepalived has times: in seconds, with at most six places. */
export function formatSeconds(time: Milliseconds): string {
  return (time / 1000).toFixed(6).replace(/\.?0+$/, '');
}
