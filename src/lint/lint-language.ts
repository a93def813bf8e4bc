import type {Place} from '../config/keepalived/problem.js';
import {judge, lintProblem} from './judge.js';
import type {LintOptions} from './lint-options.js';
import type {LintProblem} from './lint-problem.js';
import type {CodeWords, LintRule, ReaderCode} from './lint-rule.js';
import type {PairOf} from './pair-of.js';

/** A kind of file: how it is read, and what is said of it. */
export interface LintLanguage {
  /** Every code that files of this kind can have, alone or as a pair. */
  readonly codes: readonly CodeWords[];
  judge(text: string, file: string, options: LintOptions): readonly LintProblem[];
  /** Only what is between the two. */
  judgePair(one: NamedText, other: NamedText): readonly LintProblem[];
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
  readonly options: LintOptions;
}

/** How a language is made: what its subject is stays within. */
export interface LanguageParts<Subject> {
  read(text: string, file: string, options: LintOptions): Subject;
  /** What the reader itself says. */
  problems(subject: Subject): readonly LintProblem[];
  /** Whether rules may take what is not in the subject for not in the file. */
  isWhole?(subject: Subject): boolean;
  readonly readerCodes: readonly CodeWords[];
  readonly rules: readonly LintRule<Subject>[];
  readonly pairRules: readonly LintRule<PairOf<Subject>>[];
  /** Codes that say nothing more on a line that has the code in front. */
  /** A message as it is to be read. */
  words?(subject: Subject, text: string): string;
  readonly supersedes?: Readonly<Record<string, readonly string[]>>;
}

export function lintLanguage<Subject>(parts: LanguageParts<Subject>): LintLanguage {
  const {read, problems, isWhole = () => true, rules, pairRules, readerCodes, supersedes = {}, words} = parts;
  return {
    codes: [...readerCodes, ...rules, ...pairRules],
    judge(text, file, options) {
      const subject = read(text, file, options);
      const found = [...problems(subject), ...(isWhole(subject) ? judge(rules, subject) : [])];
      const kept = withoutSuperseded(found, supersedes);
      return words ? kept.map(one => ({...one, message: words(subject, one.message)})) : kept;
    },
    judgePair(one, other) {
      const [mine, theirs] = [one, other].map(({text, name, options}) => read(text, name, options)) as [
        Subject,
        Subject,
      ];
      return isWhole(mine) && isWhole(theirs) ? judge(pairRules, {one: mine, other: theirs}) : [];
    },
  };
}

function withoutSuperseded(
  found: readonly LintProblem[],
  supersedes: Readonly<Record<string, readonly string[]>>,
): readonly LintProblem[] {
  const dropped = new Set(
    found.flatMap(({file, line, code}) => (supersedes[code] ?? []).map(other => `${line} ${other} ${file}`)),
  );
  return found.filter(({file, line, code}) => !dropped.has(`${line} ${code} ${file}`));
}

/** What a reader says, with the first code that fits. */
export function coded(
  codes: readonly ReaderCode[],
  problem: Place & {
    readonly message: string;
    readonly code?: string;
    readonly effect?: string;
    readonly advice?: string;
  },
  placeOf?: (keyword: string) => Place,
): LintProblem {
  const {message, code, effect, advice} = problem;
  const row = codes.find(one => (one.from === undefined || one.from === code) && (one.says?.test(message) ?? true));
  if (!row) throw new Error(`no code for ${code}: ${message}`);
  return lintProblem(row, {
    place: row.at !== undefined && placeOf ? placeOf(row.at) : problem,
    message,
    ...(row.consequence === '' && effect !== undefined ? {consequence: effect} : {}),
    ...(advice === undefined ? {} : {correction: advice}),
  });
}
