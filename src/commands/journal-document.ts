import type {JournalRecord} from '../maintenance/journal/journal.js';
import {formatJournalChange} from '../maintenance/journal/format-journal-change.js';
import {diffOf} from './journal-diff.js';
import {outcomeOf} from './journal-outcome.js';

/** An entry in a list, as docs/json.md describes it. */
export function summaryDocument(record: JournalRecord) {
  const {entry, end, undoneBy, halfUndoneBy} = record;
  return {
    id: entry.id,
    at: new Date(entry.at).toISOString(),
    endedAt: end ? new Date(end.at).toISOString() : null,
    user: entry.user,
    pid: entry.pid,
    boot: entry.boot,
    command: entry.command,
    reason: entry.reason ?? null,
    changes: entry.changes.length,
    refused: end?.ending ? 0 : Object.keys(end?.refusals ?? {}).length,
    outcome: outcomeOf(record),
    undoes: entry.undoes ?? null,
    undoneBy: undoneBy ?? null,
    partlyUndoneBy: halfUndoneBy ?? null,
  };
}

/** An entry by itself. */
export function entryDocument(record: JournalRecord) {
  const {entry, end} = record;
  const {lines, takesBack, lost} = diffOf(record);
  return {
    ...summaryDocument(record),
    commands: entry.changes.map((change, i) => ({
      command: formatJournalChange(change),
      refusal: end?.refusals[i] ?? null,
    })),
    removed: lines.filter(({sign}) => sign === '-').map(({command}) => command),
    added: lines.filter(({sign}) => sign === '+').map(({command}) => command),
    takesBack,
    lost,
  };
}
