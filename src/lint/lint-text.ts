import {inOrder} from './judge.js';
import {languages} from './languages.js';
import type {LintKind} from './lint-kind.js';
import type {LintOptions} from './lint-options.js';
import type {LintProblem} from './lint-problem.js';

/**
 * Every problem of a file of a kind, in the order of their places. It never throws, reads nothing but what it is given,
 * and runs nothing that the text names.
 * @param file its name, as problems are to have it
 */
export function lintText(
  kind: LintKind,
  text: string,
  file: string,
  options: LintOptions = {},
): readonly LintProblem[] {
  return inOrder(languages[kind].judge(text, file, options), [file]);
}
