import {hostname} from 'node:os';
import {whatThereIs} from '../../ipvs/nearest-name.js';
import {allCodes} from '../../lint/all-codes.js';
import type {LintKind} from '../../lint/lint-kind.js';
import {lintPair} from '../../lint/lint-pair.js';
import type {LintProblem} from '../../lint/lint-problem.js';
import {lintText} from '../../lint/lint-text.js';
import {lintTogether, nodesAmong} from '../../lint/lint-together.js';
import {includedFiles} from '../apply/read-file.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {isUnread, type JudgedFile, readJudgedFile, type UnreadFile} from './judged-file.js';
import type {LintOptions} from './lint.js';
import {explanationText, lintDocument, lintText as lintOutput} from './lint-output.js';

/** 0: nothing but hints. 1: an error or a warning. 2: a file that cannot be read or recognised. */
export async function runLint(
  {kind, pair, ignore, explain, output = 'table', 'config-id': configId = ownName()}: LintOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const {stdout, stderr} = context;
  if (explain !== undefined) {
    stdout.write(explanationText(codesNamed(explain), context.columns));
    return 0;
  }
  const ignored = new Set(
    (ignore ?? '')
      .split(',')
      .filter(code => code !== '')
      .flatMap(code => codesNamed(code).map(one => one.code)),
  );
  if (words.length === 0) throw new Usage('name the files to look at, such as /etc/keepalived/keepalived.conf');
  if (words.filter(one => one === '-').length > 1) throw new Usage('standard input can be read once');
  const read: (JudgedFile | UnreadFile)[] = [];
  for (const path of words) read.push(await readJudgedFile(path, kind === 'auto' ? undefined : kind, context));
  const files = read.filter((one): one is JudgedFile => !isUnread(one));
  const unread = read.filter(one => isUnread(one));
  for (const {name, reason} of unread) stderr.write(`lvsctl lint: ${quoted(name)}: ${reason}\n`);
  const found = pair ? (unread.length > 0 ? [] : ofPair(files, configId, context)) : ofEach(files, configId, context);
  const problems = found.filter(({code}) => !ignored.has(code));
  const outcome = {isPair: pair === true, files: pair && unread.length > 0 ? [] : files, unread, problems};
  if (output === 'json' || output === 'yaml') stdout.write(await formatDocument(lintDocument(outcome), output, false));
  else stdout.write(lintOutput(outcome, output === 'wide' ? explanations(files) : () => undefined, context.columns));
  if (unread.length > 0) return 2;
  return problems.some(({severity}) => severity !== 'hint') ? 1 : 0;
}

/** @throws Usage for a code that there is not */
function codesNamed(code: string) {
  const all = allCodes();
  const found = all.filter(one => one.code === code);
  if (found.length === 0) {
    const known = [...new Set(all.map(one => one.code))];
    const meant = whatThereIs(code, known);
    throw new Usage(`there is no code ${code}; ${meant.startsWith('did') ? meant : 'docs/lint.md has all of them'}`);
  }
  return found;
}

function ofEach(files: readonly JudgedFile[], configId: string, {resolver}: CommandContext): LintProblem[] {
  const nodes = nodesAmong(files);
  const own = files.flatMap(({kind, text, name, mode}) =>
    lintText(kind, text, name, {
      files: includedFiles,
      configId,
      portOf: (service, protocol) => resolver.portOf(service, protocol),
      ...(mode === undefined ? {} : {mode}),
      ...(nodes ? {nodes} : {}),
    }),
  );
  return [...own, ...lintTogether(files)];
}

function ofPair(files: readonly JudgedFile[], configId: string, {resolver}: CommandContext): readonly LintProblem[] {
  const [one, other, ...more] = files;
  if (!one || !other || more.length > 0) throw new Usage('--pair compares two files');
  if (one.kind !== other.kind)
    throw new Usage(`--pair compares files of one kind, and these are ${one.kind} and ${other.kind}`);
  if (!paired.has(one.kind))
    throw new Usage(
      `nothing is known of what two files of kind ${one.kind} must have in common; lvsctl diff compares rules`,
    );
  const options = {files: includedFiles, configId, portOf: resolver.portOf.bind(resolver)};
  const [mine, theirs] = [one, other].map(({name, text}) => ({name, text, options})) as [NamedOptions, NamedOptions];
  return lintPair(one.kind, mine, theirs);
}

type NamedOptions = Parameters<typeof lintPair>[1];

const paired: ReadonlySet<LintKind> = new Set<LintKind>([
  'keepalived',
  'ldirectord',
  'ha.cf',
  'haresources',
  'authkeys',
  'director',
]);

/** What is told of codes besides, in the kinds that were looked at. */
function explanations(files: readonly JudgedFile[]) {
  const kinds = new Map(files.map(({name, kind}) => [name, kind]));
  const codes = allCodes();
  return ({code, file}: LintProblem) =>
    codes.find(one => one.code === code && one.kind === (kinds.get(file) ?? one.kind))?.explanation;
}

function quoted(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}

/** As keepalived takes it. */
function ownName(): string {
  return hostname().split('.')[0] as string;
}
