import type {FileTable} from '../../config/table/file-table.js';
import {sayingOf} from '../../config/table/said.js';
import {formatTableProblem} from '../../config/table/table-problem.js';
import {unknownScheduler} from '../../ipvs/known-schedulers.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {isRefusal} from '../../ipvs/refusal.js';
import type {OpenIpvs} from '../../ipvs/unavailable.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {applyPlan} from '../../maintenance/apply/apply-plan.js';
import type {ApplyResult} from '../../maintenance/apply/carry-out.js';
import {readCurrentTable} from '../../maintenance/apply/current-table.js';
import {changesOf, planTable, type TablePlan} from '../../maintenance/apply/table-plan.js';
import type {KeptDrained} from '../../maintenance/drain/keep-drained.js';
import {isNotRecorded, plainChanger} from '../../maintenance/journal/changer.js';
import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import {diffDocument, type DiffResult, type Told} from './diff-document.js';
import {heldBack, tellDrains} from './drained-servers.js';
import {lossesOf} from './losses.js';
import {planText} from './plan-text.js';
import {plannedChanges} from './planned-change.js';
import type {CommandContext} from '../command.js';

/** What is to be done with a table that was read. */
export interface TableRun {
  /** `apply`, for messages. */
  readonly command: string;
  /** The file or snapshot, as it was named. */
  readonly source: string;
  readonly file: FileTable;
  readonly prunes: boolean;
  /** `show`: tell what differs; `plan`: what would be done; `apply`: do it. */
  readonly mode: 'show' | 'plan' | 'apply';
  readonly output: OutputFormat;
  readonly reason?: string | undefined;
  readonly isUnrecorded?: boolean;
  /** Whether drained servers get their weight all the same. */
  readonly isForced?: boolean;
}

const statuses: Readonly<Record<DiffResult, number>> = {
  planned: 0,
  done: 0,
  'wrong-file': 2,
  refused: 4,
  'put-back': 5,
  'not-put-back': 6,
};

/** Compares a table that was read with the kernel's, shows the difference, and makes it go away. Resolves to the exit status. */
export async function runTable(run: TableRun, context: CommandContext): Promise<number> {
  const {file} = run;
  if (file.problems.length > 0) return tellProblems(run, context);
  if (run.mode === 'apply' && run.prunes && isEmptyText(file)) {
    context.stderr.write(
      `lvsctl ${run.command}: ${run.source === '-' ? 'standard input' : run.source} has no service at all: --prune would delete everything. If that is meant: lvsctl -C\n`,
    );
    return statuses.refused;
  }
  const open = await context.open();
  if (!open) return 2;
  try {
    const current = await readCurrentTable(open.ipvs);
    const held = await heldBack(file.table, current, run.isForced === true, context);
    const plan = planTable(current, held.table, {
      prunes: run.prunes,
      ...(!file.isExact && {saying: sayingOf(file.format)}),
    });
    return await tellAndDo(run, {plan, held}, open, context);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    context.stderr.write(`lvsctl ${run.command}: ${refusalWords(error)}\n`);
    return 2;
  } finally {
    open.ipvs.close();
  }
}

/** What a pipe brings whose other end has failed. NB: a document says itself that it is whole. */
function isEmptyText({format, table}: FileTable): boolean {
  return table.entries.length === 0 && format !== 'json' && format !== 'yaml';
}

async function tellProblems(run: TableRun, context: CommandContext): Promise<number> {
  const {command, file} = run;
  const lines = file.problems.map(problem => `${escapeControls(formatTableProblem(problem))}\n`).join('');
  context.stderr.write(`${lines}lvsctl ${command}: nothing was changed: correct this first\n`);
  await print({...told(run), result: 'wrong-file', words: 'the file is wrong'}, run, context);
  return statuses['wrong-file'];
}

function told({source, file, prunes}: TableRun): Omit<Told, 'result' | 'words'> {
  return {source, file, prunes, plan: undefined, changes: [], commands: [], drainNotes: []};
}

async function print(document: Told, {output}: TableRun, {stdout, isEmbedded}: CommandContext): Promise<void> {
  if (output === 'json' || output === 'yaml')
    stdout.write(await formatDocument(diffDocument(document, isEmbedded), output, false));
}

interface Planned {
  readonly plan: TablePlan;
  readonly held: KeptDrained;
}

async function tellAndDo(
  run: TableRun,
  {plan, held}: Planned,
  {ipvs}: OpenIpvs,
  context: CommandContext,
): Promise<number> {
  const {stdout, stderr, mark} = context;
  const {command, mode, output} = run;
  const isText = output !== 'json' && output !== 'yaml';
  const changes = plannedChanges(plan, await lossesOf(ipvs, plan.stages.removing));
  if (isText) {
    stdout.write(mark + planText(changes, plan, mode !== 'apply', held.notes));
    const notes = [...run.file.notes, ...(mode === 'apply' ? [] : unknownSchedulers(plan))];
    for (const note of notes) stderr.write(`lvsctl ${command}: ${escapeControls(note)}\n`);
  }
  const all = {...told(run), plan, changes, drainNotes: held.notes};
  if (mode !== 'apply' || changes.length === 0) {
    if (mode === 'apply') await rememberWeights(run, ipvs, held, context);
    await print({...all, result: mode === 'apply' ? 'done' : 'planned', words: ''}, run, context);
    return mode === 'show' && changes.length > 0 ? 1 : 0;
  }
  const result = await apply(run, plan, ipvs, context);
  if (result.type === 'done') await rememberWeights(run, ipvs, held, context);
  const words = 'words' in result ? escapeControls(result.words) : '';
  const commands = 'commands' in result ? result.commands : [];
  await print({...all, result: result.type, words, commands}, run, context);
  if (result.type === 'done') {
    if (isText) stdout.write('Done, and read again: the table is as asked.\n');
    return 0;
  }
  stderr.write(`lvsctl ${command}: ${words}. ${endings[result.type]}\n${commands.map(line => `  ${line}\n`).join('')}`);
  return result.type === 'put-back' && context.isInterrupted() ? 130 : statuses[result.type];
}

/** What the kernel would refuse, unless it has a scheduler that is not Linux's own. */
function unknownSchedulers({stages}: TablePlan): ReadonlySet<string> {
  const found = changesOf(stages).flatMap(change =>
    'service' in change ? [unknownScheduler(change.service.scheduler)] : [],
  );
  return new Set(found.flatMap(words => (words === undefined ? [] : [`the kernel will hardly take this: ${words}`])));
}

async function rememberWeights(
  {command}: TableRun,
  ipvs: OpenIpvs['ipvs'],
  {weights}: KeptDrained,
  context: CommandContext,
): Promise<void> {
  for (const problem of await tellDrains(ipvs, weights, context))
    context.stderr.write(`lvsctl ${command}: ${escapeControls(problem)}\n`);
}

const endings = {
  refused: 'Nothing was changed; lvsctl diff shows how it is now',
  'put-back': 'What had been changed is put back: the table is as it was before',
  'not-put-back': 'These commands would bring it back:',
} as const;

async function apply(
  {reason, isUnrecorded}: TableRun,
  plan: TablePlan,
  ipvs: OpenIpvs['ipvs'],
  context: CommandContext,
): Promise<ApplyResult> {
  const journal = await context.openJournal();
  const note = {reason, unrecorded: isUnrecorded ? 'wanted' : 'refuse'} as const;
  try {
    return await applyPlan(ipvs, plan, journal?.changer ?? plainChanger, note, () => context.isInterrupted());
  } catch (error) {
    if (!isNotRecorded(error) && !isLockHeld(error)) throw error;
    return {type: 'refused', words: error.message};
  }
}
