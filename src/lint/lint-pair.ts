import {inOrder} from './judge.js';
import {languages} from './languages.js';
import type {LintKind} from './lint-kind.js';
import type {NamedText} from './lint-language.js';
import type {LintProblem} from './lint-problem.js';

/** The differences between the files of two machines of a pair that ought not to be. What is wrong in each alone is lintText()'s. */
export function lintPair(kind: LintKind, one: NamedText, other: NamedText): readonly LintProblem[] {
  return inOrder(languages[kind].judgePair(one, other), [one.name, other.name]);
}
