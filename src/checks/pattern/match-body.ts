import type {Milliseconds} from '../milliseconds.js';
import type {ProbeWorld} from '../probe/probe-world.js';
import type {Pattern} from './pattern.js';
import {PatternMatcher, type PatternOutcome} from './pattern-matcher.js';

/** That others are looked for first must not be taken for a failure of the server. */
export const patternLimit: Milliseconds = 5000;

/**
 * Whether an answer says what its pattern wants: `found` is that it does, also where it must not match.
 * @param text bytes as latin1, all of the answer
 * @param onEnd called once, in a later turn; `isInHead`: it matches only with what stands before the text
 * @param head what stands before the text: where the text has no match, both are searched as one. Empty: they are not
 * @returns what gives it up
 */
export function matchBody(
  world: ProbeWorld,
  pattern: Pattern,
  text: string,
  onEnd: (outcome: PatternOutcome, isInHead: boolean) => void,
  head = '',
): () => void {
  const from = pattern.leastOffset ?? 0;
  const below = pattern.mostOffset === undefined ? Number.POSITIVE_INFINITY : pattern.mostOffset + 1;
  const look = (what: string, end: (outcome: PatternOutcome) => void) =>
    patternMatcher(world).search({pattern, text: what, from, below}, end);
  const tell = (outcome: PatternOutcome, isInHead: boolean) =>
    onEnd(
      outcome.type === 'looked' ? {type: 'looked', found: outcome.found !== pattern.mustNotMatch} : outcome,
      isInHead,
    );
  let giveUp = look(text, first => {
    if (head === '' || first.type === 'undecided' || first.found) return tell(first, false);
    giveUp = look(head + text, both => tell(both, both.type === 'looked' && both.found));
  });
  return () => giveUp();
}

/** The one of a world: its thread is for all probes. */
export function patternMatcher(world: ProbeWorld): PatternMatcher {
  const known = matchers.get(world);
  if (known) return known;
  const matcher = new PatternMatcher(world);
  matchers.set(world, matcher);
  return matcher;
}

const matchers = new WeakMap<ProbeWorld, PatternMatcher>();
