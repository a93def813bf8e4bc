import type {Outcome} from '../ipvs/change.js';
import {escapeControls} from '../ipvs/outside-text.js';
import {refusalWords} from '../ipvsadm/words.js';
import type {Made} from '../maintenance/journal/changer.js';
import {formatJournalChange} from '../maintenance/journal/format-journal-change.js';
import type {CommandContext} from './command.js';
import {lossOf, lostWords} from './journal-diff.js';
import {formatDocument, type OutputFormat} from './output/structured.js';
import type {Undo, UndoRefused} from './undo-choice.js';

export type UndoResult =
  | {readonly type: 'dry-run'; readonly undo: Undo}
  | {readonly type: 'done' | 'failed'; readonly undo: Undo; readonly made: Made}
  | {readonly type: 'refused'; readonly refused: UndoRefused};

/** Exit statuses: done, or as it would be; refused; made in part, and not put back. */
export const undoStatuses = {done: 0, 'dry-run': 0, refused: 4, failed: 6} as const satisfies Record<
  UndoResult['type'],
  number
>;

/** Commands and conflicts that are told to people; documents have all. */
const mostTold = 100;

export async function printUndo(result: UndoResult, output: OutputFormat, context: CommandContext): Promise<void> {
  if (output === 'json' || output === 'yaml')
    context.stdout.write(await formatDocument(undoDocument(result, context.isEmbedded), output, false));
  else if (result.type === 'refused') context.stderr.write(`lvsctl undo: ${refusedText(result.refused)}\n`);
  else context.stdout.write(context.mark + undoText(result));
  if (result.type === 'failed')
    context.stderr.write(
      `lvsctl undo: ${failuresOf(result).length} of ${result.made.outcomes.length} changes were refused, the others were made${result.made.id === undefined ? '' : `: lvsctl journal ${result.made.id} shows which`}\n`,
    );
}

function undoText(result: Exclude<UndoResult, {type: 'refused'}>): string {
  const {record, plan} = result.undo;
  const {entry} = record;
  const told = plan.changes.slice(0, mostTold).map((change, i) => {
    const failure = result.type === 'dry-run' ? undefined : result.made.outcomes[i];
    return `  ${formatJournalChange(change)}${failure ? `: ${refusalWords(failure)}` : ''}`;
  });
  if (plan.changes.length > mostTold) told.push(`  and ${plan.changes.length - mostTold} more`);
  const loss = lossOf(plan.changes);
  const lines = [
    `${result.type === 'dry-run' ? 'would take' : 'took'} back entry ${entry.id} (${entry.command})`,
    ...diedWords(result.undo),
    ...(told.length > 0 ? told : ['  nothing is left to be done: everything is as it was before']),
    ...plan.lost.map(change => `  not taken back: ${lostWords(change)}`),
    ...(loss === undefined ? [] : [loss]),
    ...(result.type !== 'dry-run' && result.made.id !== undefined
      ? [`recorded as entry ${result.made.id}: lvsctl undo ${result.made.id} does it again`]
      : []),
  ];
  return `${lines.map(escapeControls).join('\n')}\n`;
}

function diedWords({record: {entry, end}, plan}: Undo): readonly string[] {
  if (end) return [];
  return [
    `  process ${entry.pid} did not finish it: the table shows that ${plan.made.size} of ${entry.changes.length} changes were made`,
  ];
}

function refusedText({message, conflicts}: UndoRefused): string {
  if (conflicts.length === 0) return escapeControls(message);
  const told = conflicts.slice(0, mostTold);
  if (conflicts.length > mostTold) told.push(`and ${conflicts.length - mostTold} more`);
  return `${escapeControls(message)}:\n${told.map(text => `  ${escapeControls(text)}\n`).join('')}--force takes it back all the same: what it touched becomes what it was before`;
}

function failuresOf({made}: {readonly made: Made}): readonly Outcome[] {
  return made.outcomes.filter(outcome => outcome);
}

function undoDocument(result: UndoResult, embedded: boolean) {
  const head = {schema: 'lvsctl.undo/1', kernel: {embedded}, result: result.type};
  if (result.type === 'refused') {
    const {message, conflicts} = result.refused;
    return {...head, words: message, conflicts};
  }
  const {record, plan} = result.undo;
  return {
    ...head,
    words: '',
    conflicts: plan.conflicts,
    entry: record.entry.id,
    recordedAs: result.type === 'dry-run' ? null : (result.made.id ?? null),
    unfinished: record.end ? null : {made: plan.made.size, changes: record.entry.changes.length},
    commands: plan.changes.map((change, i) => {
      const failure = result.type === 'dry-run' ? undefined : result.made.outcomes[i];
      return {command: formatJournalChange(change), refusal: failure ? refusalWords(failure) : null};
    }),
    lost: plan.lost.map(lostWords),
  };
}
