import {escapeControls} from '../ipvs/outside-text.js';
import type {LintProblem} from './lint-problem.js';
import type {CodeWords, Finding, LintRule} from './lint-rule.js';

/** What the rules find, in their order. */
export function judge<Subject>(rules: readonly LintRule<Subject>[], subject: Subject): LintProblem[] {
  return rules.flatMap(rule => Array.from(rule.check(subject), finding => lintProblem(rule, finding)));
}

/** A finding with the words of its code where it has none of its own. */
export function lintProblem(words: CodeWords, {place, message, ...own}: Finding): LintProblem {
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    severity: own.severity ?? words.severity,
    code: words.code,
    message: escapeControls(message),
    consequence: escapeControls(own.consequence ?? words.consequence),
    correction: escapeControls(own.correction ?? words.correction),
  };
}

/** In the order of their places, files in that of `files`; what is said twice, once. */
export function inOrder(problems: readonly LintProblem[], files: readonly string[]): LintProblem[] {
  const rank = new Map(files.map((file, i) => [file, i]));
  const rankOf = ({file}: LintProblem) => rank.get(file) ?? files.length;
  const unique = new Map(
    problems.map(one => [[one.file, one.line, one.column, one.code, one.message].join('\0'), one]),
  );
  return [...unique.values()].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column,
  );
}
