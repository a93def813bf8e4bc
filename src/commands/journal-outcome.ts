import type {BatchEnding} from '../maintenance/journal/journal-entry.js';
import type {JournalRecord} from '../maintenance/journal/journal.js';
import {isRunning} from '../maintenance/state/process-identity.js';

/** How an entry ended: `unfinished` is of a process that died, or could not write the end. */
export type JournalOutcome = 'done' | 'refused' | 'partly refused' | BatchEnding | 'running' | 'unfinished';

export function outcomeOf({entry, end}: JournalRecord): JournalOutcome {
  if (!end) return isRunning(entry) ? 'running' : 'unfinished';
  if (end.ending) return end.ending;
  const refused = Object.keys(end.refusals).length;
  if (refused === 0) return 'done';
  return refused === entry.changes.length && !end.unknown ? 'refused' : 'partly refused';
}

/** Whether it is known that none of it is in force. */
export function isWithoutEffect(record: JournalRecord): boolean {
  const outcome = outcomeOf(record);
  return outcome === 'refused' || outcome === 'not made' || outcome === 'put back';
}

/** The outcome in words: `2 refused, undone by 7`. */
export function outcomeWords(record: JournalRecord): string {
  const {entry, end, undoneBy, halfUndoneBy} = record;
  const refused = Object.keys(end?.refusals ?? {}).length;
  const words = {
    done: 'done',
    refused: entry.changes.length === 1 ? 'refused' : 'all refused',
    'partly refused': `${refused} refused${end?.unknown ? ' or not known' : ''}`,
    'not made': 'not made',
    'put back': 'put back',
    'partly put back': 'partly put back',
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
