import {escapeControls} from '../ipvs/outside-text.js';
import type {JournalReading, JournalRecord} from '../maintenance/journal/journal.js';
import type {Journal} from '../maintenance/journal/open-journal.js';
import type {CommandContext} from './command.js';
import type {OutputFormat} from './output/structured.js';

/** Undefined after saying why there is none. */
export async function openJournal(command: string, context: CommandContext): Promise<Journal | undefined> {
  const open = await context.openJournal();
  if (!open) context.stderr.write(`lvsctl ${command}: this kernel's table ends with its process: it has no journal\n`);
  return open;
}

export function tellProblems(command: string, {problems}: JournalReading, {stderr}: CommandContext): void {
  for (const problem of problems) stderr.write(`lvsctl ${command}: ${escapeControls(problem)}\n`);
}

export function isStructured(format: OutputFormat): format is 'json' | 'yaml' {
  return format === 'json' || format === 'yaml';
}

/** Which entries there are, in words. */
export function thereAre(records: readonly JournalRecord[]): string {
  const [last, first] = [records[0], records.at(-1)];
  return last && first
    ? `there are ${first.entry.id} to ${last.entry.id}, as lvsctl journal shows`
    : 'nothing was changed through lvsctl yet';
}
