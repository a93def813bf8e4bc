import type {FileProbe} from '../probe.js';
import type {Advice} from '../verdict.js';

/** What a tracked file says of a real server. */
export type FileMeaning =
  | {readonly type: 'up'; readonly words: string; readonly advice: Advice}
  | {readonly type: 'down'; readonly words: string};

/** Of 32 bits; the least one is keepalived's IPVS_WEIGHT_FAULT. */
const leastInteger = -(2 ** 31);
const mostInteger = 2 ** 31 - 1;

/**
 * keepalived 2.2.7: track_file.c, update_track_file_status and process_update_checker_track_file_status.
 * @param value undefined where there is no file: it is 0 then (process_track_file)
 */
export function readFileNumber(
  value: number | undefined,
  {weight, isReversed}: Pick<FileProbe, 'weight' | 'isReversed'>,
): FileMeaning {
  const number = value ?? 0;
  const says = value === undefined ? 'there is no file, which says 0' : `the file says ${value}`;
  if (weight === 0) {
    if ((number === 0) === isReversed) return {type: 'down', words: says};
    return {type: 'up', words: says, advice: {type: 'add', amount: 0}};
  }
  const product = number * weight * (isReversed ? -1 : 1);
  const amount = Math.min(mostInteger, Math.max(leastInteger, product)) + 0; // never -0
  if (amount === leastInteger) return {type: 'down', words: says};
  return {type: 'up', words: `${says}: weight ${amount < 0 ? '' : '+'}${amount}`, advice: {type: 'add', amount}};
}
