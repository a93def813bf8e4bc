import {possibleStates, type Trail} from './trails.js';

/** A trail with what there is now. */
export interface Compared<T> extends Trail<T> {
  readonly now: T | undefined;
}

/**
 * Whether something is now as it can have been left.
 * @param print equal for values that are the same
 * @param isHalfUndone whether what was before is as good
 */
export function isAsLeft<T>(trail: Compared<T>, print: (value: T) => string, isHalfUndone: boolean): boolean {
  const possible = isHalfUndone ? [...possibleStates(trail), ...trail.states.slice(0, 1)] : possibleStates(trail);
  return possible.some(({value}) => isSame(value, trail.now, print));
}

/** A change counts as made where something is as it was after it, or after a later one. */
export function noteMade<T>(made: Set<number>, trail: Compared<T>, print: (value: T) => string): void {
  const last = trail.states.findLastIndex(({value}) => isSame(value, trail.now, print));
  for (const {change} of trail.states.slice(1, last + 1)) made.add(change);
}

function isSame<T>(a: T | undefined, b: T | undefined, print: (value: T) => string): boolean {
  return a === undefined || b === undefined ? a === b : print(a) === print(b);
}
