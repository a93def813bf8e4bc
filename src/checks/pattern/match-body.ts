import type {Milliseconds} from '../milliseconds.js';
import type {ProbeWorld} from '../probe/probe-world.js';
import type {Pattern} from './pattern.js';
import {PatternMatcher, type PatternOutcome} from './pattern-matcher.js';

/** That others are looked for first must not be taken for a failure of the server. */
export const patternLimit: Milliseconds = 5000;

/**
 * Whether an answer says what its pattern wants: `found` is that it does, also where it must not match.
 * @param text bytes as latin1, all of the answer
 * @param onEnd called once, in a later turn. @returns what gives it up
 */
export function matchBody(
  world: ProbeWorld,
  pattern: Pattern,
  text: string,
  onEnd: (outcome: PatternOutcome) => void,
): () => void {
  const from = pattern.leastOffset ?? 0;
  const below = pattern.mostOffset === undefined ? Number.POSITIVE_INFINITY : pattern.mostOffset + 1;
  return patternMatcher(world).search({pattern, text, from, below}, outcome =>
    onEnd(outcome.type === 'looked' ? {type: 'looked', found: outcome.found !== pattern.mustNotMatch} : outcome),
  );
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
