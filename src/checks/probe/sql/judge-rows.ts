import type {Attempt} from '../attempt.js';
import {formatCount} from '../quantity.js';

/** How many rows an answer has, as far as it has come. */
export interface Rows {
  count: number;
}

/** @param isWhole whether they are all of them */
export function judgeRows(attempt: Attempt, {count}: Rows, isWhole: boolean): void {
  const rows = `${isWhole ? '' : 'at least '}${formatCount(count)} row${count === 1 ? '' : 's'}`;
  if (count > 0) attempt.up(rows);
  else
    attempt.down('L7', isWhole ? `${rows}, at least 1 wanted` : 'the answer has no row yet, and is too long to go on');
}
