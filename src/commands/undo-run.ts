import type {Ipvs} from '../ipvs/ipvs.js';
import {isNotRecorded, type Made} from '../maintenance/journal/changer.js';
import type {Journal} from '../maintenance/journal/open-journal.js';
import {isLockHeld} from '../maintenance/state/folder-lock.js';
import {type CommandContext, Usage} from './command.js';
import {openJournal, tellProblems} from './journal-reading.js';
import {chooseEntry, type Undo, UndoRefused, undoOf} from './undo-choice.js';
import {printUndo, type UndoResult, undoStatuses} from './undo-output.js';
import type {UndoOptions} from './undo.js';

/** Takes back what an entry of the journal did. Resolves to the exit status. */
export async function runUndo(
  {'dry-run': isDryRun, force, 'no-journal': isUnrecorded, reason, output = 'table'}: UndoOptions,
  ids: readonly number[],
  context: CommandContext,
): Promise<number> {
  if (ids.length > 1) throw new Usage('one ID at a time');
  const journal = await openJournal('undo', context);
  const open = journal && (await context.open());
  if (!journal || !open) return 2;
  const look = () => decide(journal, open.ipvs, ids[0], force === true, context);
  const note = {reason, unrecorded: isUnrecorded ? 'wanted' : 'refuse'} as const;
  try {
    const result = isDryRun
      ? ({type: 'dry-run', undo: await look()} as const)
      : await carryOut(journal, open.ipvs, look, note);
    await printUndo(result, output, context);
    return undoStatuses[result.type];
  } catch (error) {
    if (!(error instanceof UndoRefused) && !isNotRecorded(error) && !isLockHeld(error)) throw error;
    const refused = error instanceof UndoRefused ? error : new UndoRefused(error.message);
    await printUndo({type: 'refused', refused}, output, context);
    return refused.isUsage ? 2 : undoStatuses.refused;
  } finally {
    open.ipvs.close();
  }
}

async function decide(
  {store, boot}: Journal,
  ipvs: Ipvs,
  id: number | undefined,
  isForced: boolean,
  context: CommandContext,
): Promise<Undo> {
  let reading = store.read(id === undefined ? 1 : undefined);
  if (reading.hasOlder && !chooseEntry(reading.records, id)) reading = store.read();
  tellProblems('undo', reading, context);
  return undoOf(reading.records, id, {ipvs, boot, isForced});
}

async function carryOut(
  {changer}: Journal,
  ipvs: Ipvs,
  look: () => Promise<Undo>,
  note: {readonly reason: string | undefined; readonly unrecorded: 'wanted' | 'refuse'},
): Promise<UndoResult> {
  let undo: Undo | undefined;
  const made: Made = await changer.decide(
    ipvs,
    async () => {
      undo = await look();
      return {changes: undo.plan.changes, undoes: undo.record.entry.id, before: undo.current};
    },
    note,
  );
  return {type: made.outcomes.some(outcome => outcome) ? 'failed' : 'done', undo: undo as unknown as Undo, made};
}
