import type {Ipvs} from '../ipvs/ipvs.js';
import type {JournalRecord} from '../maintenance/journal/journal.js';
import type {JournalBefore} from '../maintenance/journal/journal-entry.js';
import {planUndo, type UndoPlan} from '../maintenance/journal/plan-undo.js';
import {readAfter} from '../maintenance/journal/read-before.js';
import {trailsOf} from '../maintenance/journal/trails.js';
import {thereAre} from './journal-reading.js';
import {lostWords} from './journal-diff.js';
import {isWithoutEffect, outcomeOf} from './journal-outcome.js';

/** An entry with what takes it back. */
export interface Undo {
  readonly record: JournalRecord;
  readonly plan: UndoPlan;
  /** What there is of everything that the entry touched. */
  readonly current: JournalBefore;
}

/** An entry is not taken back. */
export class UndoRefused extends Error {
  override readonly name = 'UndoRefused';

  constructor(
    message: string,
    readonly conflicts: readonly string[] = [],
    /** Whether something was asked for that cannot be. */
    readonly isUsage = false,
  ) {
    super(message);
  }
}

interface Surroundings {
  readonly ipvs: Ipvs;
  readonly boot: string;
  readonly isForced: boolean;
}

/** @param records the last first @throws UndoRefused that says why not, and what can be done */
export async function undoOf(
  records: readonly JournalRecord[],
  id: number | undefined,
  {ipvs, boot, isForced}: Surroundings,
): Promise<Undo> {
  const record = chooseEntry(records, id);
  if (!record) {
    if (id === undefined) throw new UndoRefused('there is nothing to take back: see lvsctl journal');
    throw new UndoRefused(`there is no entry ${id}: ${thereAre(records)}`, [], true);
  }
  const {entry, end, undoneBy, halfUndoneBy} = record;
  const name = `entry ${entry.id} (${entry.command})`;
  if (undoneBy !== undefined)
    throw new UndoRefused(`${name} is taken back by entry ${undoneBy} already; lvsctl undo ${undoneBy} does it again`);
  if (isWithoutEffect(record)) throw new UndoRefused(`${name} was ${outcomeOf(record)}: there is nothing to take back`);
  if (entry.changes.length === 0 && entry.undoes === undefined)
    throw new UndoRefused(
      `${name} changed nothing of the table${entry.inverse === undefined ? '' : `; what takes it back: ${entry.inverse}`}`,
    );
  const current = await readAfter(ipvs, entry.changes);
  const plan = planUndo(trailsOf(entry, end), current, halfUndoneBy !== undefined);
  if (plan.lost.length > 0 && plan.lost.length === entry.changes.length)
    throw new UndoRefused(`${name} cannot be taken back: ${lostWords(plan.lost[0]!)}.${insteadOf(record, records)}`);
  const conflicts = entry.boot === boot ? plan.conflicts : ['the machine was started again since', ...plan.conflicts];
  if (conflicts.length > 0 && !isForced)
    throw new UndoRefused(`${name} is not taken back, as the table has moved on since`, conflicts);
  return {record, plan, current};
}

/** This one; or the last that changed something of the table, is no undo itself, and is not taken back. */
export function chooseEntry(records: readonly JournalRecord[], id: number | undefined): JournalRecord | undefined {
  return records.find(record =>
    id === undefined
      ? record.undoneBy === undefined &&
        record.entry.undoes === undefined &&
        !isWithoutEffect(record) &&
        record.entry.changes.length > 0
      : record.entry.id === id,
  );
}

/** The one before, which somebody may mean. */
function insteadOf(record: JournalRecord, records: readonly JournalRecord[]): string {
  const before = chooseEntry(records.slice(records.indexOf(record) + 1), undefined);
  return before ? ` The one before is lvsctl undo ${before.entry.id} (${before.entry.command})` : '';
}
