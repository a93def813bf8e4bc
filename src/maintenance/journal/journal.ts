import type {JournalEnd, JournalEntry} from './journal-entry.js';

/** Where entries are kept, in order. Every write is on the disk when it returns. */
export interface JournalStore {
  /** Gives it the next number. @throws Error that says why it cannot be written; then nothing of it is there */
  begin(entry: Omit<JournalEntry, 'id'>): JournalEntry;
  end(end: JournalEnd): void;
  /** The last first. @param least how many are enough; older ones may be left out then */
  read(least?: number): JournalReading;
}

export interface JournalReading {
  readonly records: readonly JournalRecord[];
  /** Lines that are damaged, each with its file and number, while the others count; or why nothing is read. */
  readonly problems: readonly string[];
  /** Whether there are older ones that were left out. */
  readonly hasOlder: boolean;
}

export interface JournalRecord {
  readonly entry: JournalEntry;
  /** Undefined where the process that made it died, or is at it. */
  readonly end: JournalEnd | undefined;
  /** The entry that has taken it back, and was not taken back itself. */
  readonly undoneBy: number | undefined;
  /** One that began to, and died or was refused something: either state of what it touches is known. */
  readonly halfUndoneBy: number | undefined;
}

/** Entries with what became of them. @param entries the oldest first @returns the last first */
export function recordsOf(entries: readonly JournalEntry[], ends: ReadonlyMap<number, JournalEnd>): JournalRecord[] {
  const undone = new Map<number, number>();
  const halfUndone = new Map<number, number>();
  return entries.toReversed().map(entry => {
    const {id, undoes} = entry;
    const end = ends.get(id);
    if (undoes !== undefined && !undone.has(id)) {
      const isWhole = end !== undefined && Object.keys(end.refusals).length === 0 && !halfUndone.has(id);
      const known = isWhole ? undone : halfUndone;
      if (!known.has(undoes)) known.set(undoes, id);
    }
    return {
      entry,
      end,
      undoneBy: undone.get(id),
      halfUndoneBy: undone.has(id) ? undefined : halfUndone.get(id),
    };
  });
}
