import {rootKeywords, rowsOf, rootsOf, processes, type Rows} from '../../config/keepalived/grammar/grammar.js';
import type {Place, Problem} from '../../config/keepalived/problem.js';
import {lintProblem} from '../judge.js';
import type {LintProblem} from '../lint-problem.js';
import type {CodeWords, ReaderCode} from '../lint-rule.js';
import {lineAt} from '../line-at.js';
import {nearest} from '../nearest.js';
import type {ConfigLine} from './config-line.js';
import type {KeepalivedSubject} from './keepalived-subject.js';
import {keepalivedReaderCodes} from './reader-codes.js';
import {recognisedMistakes} from './recognised-mistakes.js';

/** A block that begins within another, as a brace before it is missing. */
export const blockWithinBlock: CodeWords = {
  code: 'block-within-block',
  severity: 'error',
  title: 'a block within another, where a } is missing before it',
  consequence:
    'keepalived takes what stands in it for lines of the block before: its real servers serve that one, and what it describes does not exist',
  correction: 'write the } that ends the block before it',
};

/** What the reader says, in our words. */
export function readerProblems(subject: KeepalivedSubject): LintProblem[] {
  let guesses = mostGuesses;
  return subject.problems.map(problem => {
    if (problem.code === 'unknown-keyword') guesses--;
    return translate(problem, subject, guesses >= 0);
  });
}

/** How often it is looked for what was meant: a file of which nothing is known is none of keepalived's. */
const mostGuesses = 300;

function translate(problem: Problem, subject: KeepalivedSubject, guesses: boolean): LintProblem {
  const line = subject.text.at(problem);
  const unknown =
    problem.code === 'unknown-keyword' ? /^unknown keyword "(.*)"$/s.exec(problem.message)?.[1] : undefined;
  if (unknown !== undefined && line?.parent && isBlockOf(unknown, line.parent))
    return lintProblem(blockWithinBlock, {
      place: problem,
      message: `${unknown} begins within the ${line.parent.keyword} of ${lineAt(line.parent.place, problem)}`,
    });
  const row = rowFor(problem);
  const place = row.at === undefined ? problem : placeOf(row.at, problem, subject);
  const meant = unknown === undefined || !guesses ? undefined : nearest(unknown, keywordsWithin(line?.parent));
  return lintProblem(row, {
    place,
    message: problem.message,
    consequence: row.consequence === '' || row.code === row.from ? problem.effect : row.consequence,
    ...(meant === undefined || row.code !== row.from ? {} : {correction: `write ${meant}`}),
    ...(row.code === row.from && problem.severity === 'refused' ? {severity: 'error'} : {}),
  });
}

/** NB: the reader names an instance by its keyword or by its name. */
function placeOf(keyword: string, problem: Problem, {text}: KeepalivedSubject): Place {
  return text.placeWithin(problem, keyword);
}

function rowFor({code, message}: Problem): ReaderCode {
  const fits = (row: ReaderCode) => (row.from === undefined || row.from === code) && (row.says?.test(message) ?? true);
  return recognisedMistakes.find(fits) ?? (keepalivedReaderCodes.find(fits) as ReaderCode);
}

/** Blocks that never stand in others, and real servers, which never stand in one another. */
function isBlockOf(keyword: string, parent: ConfigLine): boolean {
  return (
    (rootKeywords.has(keyword) && /^(virtual_server|vrrp_|global_defs|bfd_instance|track_)/.test(keyword)) ||
    (keyword === 'real_server' && parent.keyword !== 'virtual_server')
  );
}

/** The keywords that may stand in a block. */
function keywordsWithin(parent: ConfigLine | undefined): readonly string[] {
  const path: string[] = [];
  for (let line = parent; line; line = line.parent) path.unshift(line.keyword);
  return processes.flatMap(process => {
    let rows: Rows | undefined = rootsOf(process);
    for (const keyword of path) {
      const row: ReturnType<Rows['get']> = rows?.get(keyword);
      rows = row?.type === 'block' ? rowsOf(row.rows) : undefined;
    }
    return rows ? [...rows.keys()] : [];
  });
}
