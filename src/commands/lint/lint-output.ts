import {escapeControls} from '../../ipvs/outside-text.js';
import type {CodeOfKind} from '../../lint/all-codes.js';
import {lintKinds} from '../../lint/lint-kind.js';
import {type LintProblem, type LintSeverity, lintSeverities} from '../../lint/lint-problem.js';
import {fold} from '../output/fold.js';
import type {Document} from '../output/structured.js';
import type {JudgedFile, UnreadFile} from './judged-file.js';

/** Where what is told of a problem begins. */
const textColumn = 11;

/** What was found in which files. */
export interface LintOutcome {
  readonly isPair: boolean;
  readonly files: readonly JudgedFile[];
  readonly unread: readonly UnreadFile[];
  readonly problems: readonly LintProblem[];
}

/** Three lines a problem, and one about all. @param explanationOf what is told besides; undefined for nothing @param columns of the terminal */
export function lintText(
  {isPair, files, problems}: LintOutcome,
  explanationOf: (problem: LintProblem) => string | undefined,
  columns?: number,
): string {
  const told = problems.map(one => {
    const {file, line, column, severity, message, code, consequence, correction} = one;
    const more = explanationOf(one);
    return [
      `${escapeControls(file)}:${line}:${column}: ${severity}: ${message} [${code}]`,
      labelled('so', consequence, columns),
      labelled('fix', correction, columns),
      ...(more === undefined ? [] : [labelled('why', more, columns)]),
      '',
    ].join('\n');
  });
  return `${told.map(one => `${one}\n`).join('')}${files.length > 0 ? `${summary(isPair, files, problems)}\n` : ''}`;
}

function labelled(label: string, text: string, columns: number | undefined): string {
  return fold(`    ${label}:`.padEnd(textColumn) + text, columns, textColumn);
}

function summary(isPair: boolean, files: readonly JudgedFile[], problems: readonly LintProblem[]): string {
  const [first] = files;
  const where =
    files.length === 1 && first ? `${escapeControls(first.name)} (${lintKinds[first.kind]})` : `${files.length} files`;
  if (problems.length === 0)
    return isPair ? 'the two differ in nothing that matters' : `nothing is wrong with ${where}`;
  const counts = countsOf(problems);
  const words = lintSeverities
    .filter(severity => counts[severity] > 0)
    .map(severity => plural(counts[severity], severity));
  return `${words.join(', ')} in ${where}`;
}

function plural(count: number, severity: LintSeverity): string {
  return `${count} ${severity}${count === 1 ? '' : 's'}`;
}

function countsOf(problems: readonly LintProblem[]): Readonly<Record<LintSeverity, number>> {
  const of = (severity: LintSeverity) => problems.filter(one => one.severity === severity).length;
  return {error: of('error'), warning: of('warning'), hint: of('hint')};
}

/** The schema lvsctl.lint/1 of docs/json.md. */
export function lintDocument({isPair, files, unread, problems}: LintOutcome): Document {
  const {error, warning, hint} = countsOf(problems);
  return {
    schema: 'lvsctl.lint/1',
    pair: isPair,
    files: [
      ...files.map(({name, kind}) => ({file: name, kind, unread: null})),
      ...unread.map(({name, reason}) => ({file: name, kind: null, unread: reason})),
    ],
    errors: error,
    warnings: warning,
    hints: hint,
    problems: problems.map(({file, line, column, severity, code, message, consequence, correction}) => ({
      file,
      line,
      column,
      severity,
      code,
      message,
      consequence,
      correction,
    })),
  };
}

/** What a code means, for each kind of file that can have it. @param columns of the terminal */
export function explanationText(codes: readonly CodeOfKind[], columns?: number): string {
  return codes
    .map(({code, kind, severity, title, consequence, correction, explanation, howToSee}) =>
      [
        `${code} (${severity}, in ${lintKinds[kind]}): ${title}`,
        ...(consequence === '' ? [] : [labelled('so', consequence, columns)]),
        labelled('fix', correction, columns),
        ...(explanation === undefined ? [] : [labelled('why', explanation, columns)]),
        ...(howToSee === undefined ? [] : [labelled('see', howToSee, columns)]),
        '',
      ].join('\n'),
    )
    .join('\n');
}
