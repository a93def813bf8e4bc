import {watch} from 'node:fs';
import type {JournalRecord} from '../maintenance/journal/journal.js';
import type {Journal} from '../maintenance/journal/open-journal.js';
import {makePrivateFolder} from '../maintenance/state/private-folder.js';
import type {CommandContext} from './command.js';
import {tellProblems} from './journal-reading.js';
import {summaryDocument} from './journal-document.js';
import {outcomeOf} from './journal-outcome.js';
import {journalTable} from './journal-text.js';
import {formatDocument, type OutputFormat} from './output/structured.js';

interface Following {
  readonly output: OutputFormat;
  /** Entries to begin with. */
  readonly limit: number;
}

/** As long as a timer can be set. */
const forever = 2_000_000;

/** Prints each entry when it has ended, the oldest first, until Ctrl-C. */
export async function followJournal(
  {store, folder}: Journal,
  {output, limit}: Following,
  context: CommandContext,
): Promise<number> {
  makePrivateFolder(folder);
  let notify = (): void => {};
  const watcher = watch(folder, () => notify());
  const interrupted = context.sleep(forever);
  const told = new Set<number>();
  let oldest: number | undefined;
  let problems = 0;
  try {
    while (!context.isInterrupted()) {
      const changed = new Promise<void>(resolve => {
        notify = resolve;
      });
      const reading = store.read(limit);
      if (reading.problems.length > problems) tellProblems('journal', reading, context);
      problems = reading.problems.length;
      oldest ??= reading.records.slice(0, limit).at(-1)?.entry.id ?? 1;
      const fresh = reading.records.filter(
        record =>
          record.entry.id >= (oldest as number) && !told.has(record.entry.id) && outcomeOf(record) !== 'running',
      );
      if (fresh.length > 0) context.stdout.write(await format(fresh.reverse(), output, told.size === 0, context));
      for (const {entry} of fresh) told.add(entry.id);
      await Promise.race([changed, interrupted]);
    }
    return 130;
  } finally {
    watcher.close();
  }
}

async function format(
  records: readonly JournalRecord[],
  output: OutputFormat,
  isFirst: boolean,
  {mark}: CommandContext,
): Promise<string> {
  if (output === 'json' || output === 'yaml') {
    const documents = records.map(record => ({schema: 'lvsctl.journal/1', ...summaryDocument(record)}));
    return (await Promise.all(documents.map(document => formatDocument(document, output, true)))).join('');
  }
  const table = journalTable(records);
  return isFirst ? mark + table : table.slice(table.indexOf('\n') + 1);
}
