import type {LintProblem} from '../lint-problem.js';

/** Of lines one after the other that stand outside of their block, the first: the others are right once it is. */
export function withoutFollowing(problems: readonly LintProblem[]): readonly LintProblem[] {
  const outside = new Set(problems.flatMap(({code, line}) => (code === 'unindented-line' ? [line] : [])));
  return problems.filter(({code, line}) => code !== 'unindented-line' || !outside.has(line - 1));
}
