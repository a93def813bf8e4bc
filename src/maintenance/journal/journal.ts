import type {Change, Outcome} from '../../ipvs/change.js';
import {inversesOf, type BeforeAll} from '../../ipvs/inverses.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {JournalEnd, JournalEntry, JournalStep} from './journal-entry.js';

/** Where entries are kept, in order. Every write is on the disk when it returns. */
export interface JournalStore {
  /** Gives it the next number. @throws Error that says why it cannot be written */
  begin(entry: Omit<JournalEntry, 'id'>): JournalEntry;
  end(end: JournalEnd): void;
  /** The last first. */
  read(): JournalReading;
}

export interface JournalReading {
  readonly records: readonly JournalRecord[];
  /** Lines that are damaged, each with its file and number: what they said is lost, the others count. */
  readonly problems: readonly string[];
}

export interface JournalRecord {
  readonly entry: JournalEntry;
  /** Undefined where the process that made it died, or is at it. */
  readonly end: JournalEnd | undefined;
  /** The entry that has taken it back. */
  readonly undoneBy: number | undefined;
}

/** Changes, each with what takes it back. */
export function stepsOf(before: BeforeAll, changes: readonly Change[]): readonly JournalStep[] {
  const inverses = inversesOf(before, changes);
  return changes.map((change, i) => ({change, inverse: inverses[i]}));
}

export function endOf(id: number, at: number, outcomes: readonly Outcome[]): JournalEnd {
  const refusals: Record<number, string> = {};
  for (const [i, outcome] of outcomes.entries()) if (outcome) refusals[i] = refusalWords(outcome);
  return {id, at, refusals};
}
