import {escapeControls} from '../ipvs/outside-text.js';
import type {Milliseconds} from '../maintenance/milliseconds.js';
import type {JournalRecord} from '../maintenance/journal/journal.js';
import {formatJournalChange} from '../maintenance/journal/format-journal-change.js';
import {diffOf} from './journal-diff.js';
import {outcomeWords} from './journal-outcome.js';
import {type Column, formatColumns} from './output/columns.js';

const columns: readonly Column<JournalRecord>[] = [
  {title: 'ID', align: 'right', cell: ({entry}) => String(entry.id)},
  {title: 'TIME', align: 'left', cell: ({entry}) => localTime(entry.at)},
  {title: 'USER', align: 'left', cell: ({entry}) => entry.user},
  {title: 'COMMAND', align: 'left', cell: ({entry}) => shortened(entry.command)},
  {title: 'CHANGES', align: 'right', cell: ({entry}) => String(entry.changes.length)},
  {title: 'OUTCOME', align: 'left', cell: outcomeWords},
];
const reason: Column<JournalRecord> = {title: 'REASON', align: 'left', cell: ({entry}) => entry.reason ?? ''};

/** A line each; the reasons only where somebody gave one. */
export function journalTable(records: readonly JournalRecord[]): string {
  const hasReasons = records.some(({entry}) => entry.reason !== undefined);
  return formatColumns(hasReasons ? [...columns, reason] : columns, records);
}

/** An entry by itself: who, what was there and is, what was refused, and what takes it back. */
export function entryText(record: JournalRecord): string {
  const {entry, end} = record;
  const {lines, takesBack, lost, loss} = diffOf(record);
  const refusals = end?.ending
    ? []
    : Object.entries(end?.refusals ?? {}).map(
        ([i, words]) => `${formatJournalChange(entry.changes[Number(i)]!)}: ${words}`,
      );
  const text = [
    `entry ${entry.id}: ${entry.command}`,
    `  by ${entry.user}, ${localTime(entry.at)}, process ${entry.pid}`,
    ...(entry.reason === undefined ? [] : [`  because: ${entry.reason}`]),
    `  ${outcomeWords(record)}${end?.ending ? `: ${end.refusals[0]}` : ''}`,
    ...section(end ? 'changed:' : 'to be changed (lvsctl undo looks at what was):', [
      ...lines.map(({sign, command}) => `${sign} ${command}`),
      ...lost,
    ]),
    ...section('refused:', refusals),
    ...section('what takes it back:', takesBack),
  ];
  return `${[...text, ...(loss === undefined ? [] : [loss])].map(escapeControls).join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)];
}

function shortened(command: string): string {
  return command.length > 60 ? `${command.slice(0, 59)}…` : command;
}

/** `2026-11-21 14:54:26` of this machine's time zone. */
function localTime(at: Milliseconds): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
