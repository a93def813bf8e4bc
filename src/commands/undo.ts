import type {Ipvs} from '../ipvs/ipvs.js';
import {isNotRecorded, type Made} from '../maintenance/journal/changer.js';
import type {Journal} from '../maintenance/journal/open-journal.js';
import {isLockHeld} from '../maintenance/state/folder-lock.js';
import {type CommandContext, defineCommand, Usage} from './command.js';
import {openJournal, tellProblems} from './journal-reading.js';
import {choice, count, flag, word} from './kinds.js';
import {outputFormats} from './output/structured.js';
import {chooseEntry, type Undo, UndoRefused, undoOf} from './undo-choice.js';
import {printUndo, type UndoResult, undoStatuses} from './undo-output.js';

export const undo = defineCommand({
  name: 'undo',
  summary: 'take back a change that was made through lvsctl; an undo of an undo does it again',
  words: {
    name: 'ID',
    kind: count,
    describe: 'this entry of lvsctl journal; without, the last change that is not taken back',
  },
  options: {
    'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
    force: {
      kind: flag,
      describe: 'also where the table has moved on since: what the entry touched becomes what it was',
    },
    'no-journal': {kind: flag, describe: 'do not record it; the commands that take it back are printed first'},
    reason: {kind: word, describe: 'why, for the journal'},
    output: {
      kind: choice(...outputFormats),
      alias: 'o',
      describe: 'how to print (default table); json and yaml are for scripts, see docs/json.md',
    },
  },
  examples: [
    ['lvsctl undo --dry-run', 'what would be done to take back the last change'],
    ['lvsctl undo 12', 'take back entry 12 of lvsctl journal'],
  ],
  async run({'dry-run': isDryRun, force, 'no-journal': isUnrecorded, reason, output = 'table'}, ids, context) {
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
  },
});

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
