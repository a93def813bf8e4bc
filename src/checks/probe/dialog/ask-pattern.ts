import {matchBody, patternLimit} from '../../pattern/match-body.js';
import type {Pattern} from '../../pattern/pattern.js';
import type {Attempt} from '../attempt.js';

/**
 * Whether a text has what a check wants; without a pattern it has. Where it cannot be found out, the try is undecided.
 * @param text bytes as latin1. @param onAnswer called once, in a later turn, unless the try is over
 */
export function askPattern(
  attempt: Attempt,
  pattern: Pattern | undefined,
  text: string,
  onAnswer: (isFound: boolean) => void,
): void {
  if (!pattern) return queueMicrotask(() => attempt.isOver || onAnswer(true));
  attempt.expect(patternLimit, () => attempt.undecided(`the search for ${pattern.source} did not get its turn`));
  const letGo = attempt.holds(
    matchBody(attempt.world, pattern, text, outcome => {
      letGo();
      if (attempt.isOver) return;
      if (outcome.type === 'undecided') attempt.undecided(outcome.words);
      else onAnswer(outcome.found);
    }),
  );
}
