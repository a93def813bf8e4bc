import type {JournalReading, JournalRecord} from '../maintenance/journal/journal.js';
import {type CommandContext, Usage} from './command.js';
import {entryDocument, summaryDocument} from './journal-document.js';
import {followJournal} from './journal-follow.js';
import {isStructured, openJournal, tellProblems, thereAre} from './journal-reading.js';
import {entryText, journalTable} from './journal-text.js';
import type {JournalOptions} from './journal.js';
import {formatDocument, type OutputFormat} from './output/structured.js';

/** Shows what the journal says. Resolves to the exit status. */
export async function runJournal(
  {output = 'table', limit, follow}: JournalOptions & {readonly limit: number},
  ids: readonly number[],
  context: CommandContext,
): Promise<number> {
  if (ids.length > 1 || (ids.length > 0 && follow)) throw new Usage('one ID, and without --follow');
  const open = await openJournal('journal', context);
  if (!open) return 2;
  if (follow) return followJournal(open, {output, limit}, context);
  const [id] = ids;
  const reading = open.store.read(id === undefined ? limit : undefined);
  if (id === undefined) await printLast(reading.records.slice(0, limit), reading, output, context);
  else {
    const record = reading.records.find(({entry}) => entry.id === id);
    tellProblems('journal', reading, context);
    if (!record) {
      context.stderr.write(`lvsctl journal: there is no entry ${id}: ${thereAre(reading.records)}\n`);
      return 2;
    }
    context.stdout.write(
      isStructured(output)
        ? await formatDocument({schema: 'lvsctl.journal/1', ...entryDocument(record)}, output, false)
        : context.mark + entryText(record),
    );
  }
  return reading.problems.length > 0 ? 1 : 0;
}

async function printLast(
  records: readonly JournalRecord[],
  reading: JournalReading,
  output: OutputFormat,
  context: CommandContext,
): Promise<void> {
  tellProblems('journal', reading, context);
  if (isStructured(output)) {
    const document = {
      schema: 'lvsctl.journal/1',
      kernel: {embedded: context.isEmbedded},
      entries: records.map(summaryDocument),
      problems: reading.problems,
    };
    context.stdout.write(await formatDocument(document, output, false));
  } else context.stdout.write(context.mark + tableText(records, reading));
}

function tableText(records: readonly JournalRecord[], {problems}: JournalReading): string {
  if (records.length > 0) return journalTable(records);
  return problems.length > 0 ? '' : `${thereAre([])}\n`;
}
