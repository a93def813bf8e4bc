import type {JournalRecord} from '../maintenance/journal/journal.js';
import {isRunning} from '../maintenance/state/process-identity.js';

/** How an entry ended: `unfinished` is of a process that died, or could not write the end. */
export type JournalOutcome = 'done' | 'refused' | 'partly refused' | 'running' | 'unfinished';

export function outcomeOf({entry, end}: JournalRecord): JournalOutcome {
  if (!end) return isRunning(entry) ? 'running' : 'unfinished';
  const refused = Object.keys(end.refusals).length;
  if (refused === 0) return 'done';
  return refused === entry.changes.length ? 'refused' : 'partly refused';
}

/** The outcome in words: `2 refused, undone by 7`. */
export function outcomeWords(record: JournalRecord): string {
  const {entry, end, undoneBy, halfUndoneBy} = record;
  const refused = Object.keys(end?.refusals ?? {}).length;
  const words = {
    done: 'done',
    refused: entry.changes.length === 1 ? 'refused' : 'all refused',
    'partly refused': `${refused} refused`,
    running: `process ${entry.pid} is at it`,
    unfinished: `unfinished: process ${entry.pid} died`,
  }[outcomeOf(record)];
  const more = [
    entry.undoes !== undefined && `takes back ${entry.undoes}`,
    undoneBy !== undefined && `taken back by ${undoneBy}`,
    halfUndoneBy !== undefined && `partly taken back by ${halfUndoneBy}`,
  ].filter(text => text !== false);
  return [words, ...more].join(', ');
}
