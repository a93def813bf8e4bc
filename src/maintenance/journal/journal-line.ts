import {
  type ChangeTuple,
  decodeEntry,
  decodeJournalChange,
  encodeEntry,
  encodeJournalChange,
  type EntryTuple,
} from './change-tuples.js';
import type {BatchEnding, JournalBefore, JournalEnd, JournalEntry, JournalLine} from './journal-entry.js';
import {textSum} from '../state/text-sum.js';

/** The version of a line; others are not understood. */
const version = 1;

/**
 * One line of JSON, with its line feed; a batch is one line. Its number stands in front, and last, as `sum`, a sum of
 * all before it: what was damaged is never taken for a change.
 */
export function formatJournalLine(line: JournalLine): string {
  const {id, ...body} = line.type === 'entry' ? withoutTuples(line.entry) : line.end;
  let text = JSON.stringify({v: version, type: line.type, id, ...body}).slice(0, -1);
  if (line.type === 'entry') {
    const {changes, before} = line.entry;
    text += `,"changes":[${tuplesText(changes, encodeJournalChange)}],"entries":[${tuplesText(before.entries, encodeEntry)}]`;
  }
  return `${text},"sum":"${textSum(text)}"}\n`;
}

/** NB: JSON leaves out what is undefined. */
function withoutTuples(entry: JournalEntry) {
  return {...entry, changes: undefined, before: undefined, settings: {...entry.before, entries: undefined}};
}

/** Values that are turned into text at a time. NB: all at once would live long enough to be moved by the collector. */
const atOnce = 256;

function tuplesText<T>(values: readonly T[], encode: (value: T) => readonly unknown[]): string {
  let text = '';
  for (let at = 0; at < values.length; at += atOnce)
    text += `${at === 0 ? '' : ','}${JSON.stringify(values.slice(at, at + atOnce).map(encode)).slice(1, -1)}`;
  return text;
}

/** The number in front of a line, however it goes on. */
export function idOfLine(beginning: string): number | undefined {
  const id = /^\{"v":1,"type":"(?:entry|end)","id":(\d{1,15}),/.exec(beginning)?.[1];
  return id === undefined ? undefined : Number(id);
}

const ending = /,"sum":"([0-9a-f]{8})"\}$/;

/** What a line says, or what is wrong with it. @param text without its line feed */
export function parseJournalLine(text: string): JournalLine | {readonly problem: string} {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {problem: 'it is no object'};
    const {v, type, sum: _sum, ...body} = value as Record<string, unknown>;
    if (v !== version) return {problem: `version ${JSON.stringify(v)?.slice(0, 20)}, not ${version}`};
    if (ending.exec(text.slice(-20))?.[1] !== textSum(text.slice(0, -18)))
      return {problem: 'it is not what was written: its sum is wrong'};
    if (type === 'entry') return {type, entry: readEntry(body)};
    if (type === 'end') return {type, end: readEnd(body)};
    return {problem: 'it is neither an entry nor an end'};
  } catch (error) {
    return {problem: error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message};
  }
}

/** NB: what has its sum is what was written, so only what a later version would change is looked at. */
function readEntry(body: Record<string, unknown>): JournalEntry {
  const {changes, entries, settings} = body;
  if (!Array.isArray(changes) || !Array.isArray(entries)) throw new Error('it does not say what it changes');
  return {
    id: numberOf(body, 'id'),
    at: numberOf(body, 'at'),
    user: textOf(body, 'user'),
    pid: numberOf(body, 'pid'),
    started: textOf(body, 'started'),
    boot: textOf(body, 'boot'),
    command: textOf(body, 'command'),
    reason: body.reason === undefined ? undefined : textOf(body, 'reason'),
    undoes: body.undoes === undefined ? undefined : numberOf(body, 'undoes'),
    ...(body.inverse !== undefined && {inverse: textOf(body, 'inverse')}),
    changes: changes.map(change => decodeJournalChange(change as ChangeTuple)),
    before: {
      ...(settings as Omit<JournalBefore, 'entries'>),
      entries: entries.map(entry => decodeEntry(entry as EntryTuple)),
    },
  };
}

function readEnd(body: Record<string, unknown>): JournalEnd {
  const {refusals, unknown, ending: together} = body;
  if (typeof refusals !== 'object' || refusals === null) throw new Error('it has no refusals');
  return {
    id: numberOf(body, 'id'),
    at: numberOf(body, 'at'),
    refusals: refusals as JournalEnd['refusals'],
    ...(Array.isArray(unknown) && {unknown: unknown as readonly number[]}),
    ...(together !== undefined && {ending: textOf(body, 'ending') as BatchEnding}),
  };
}

function numberOf(body: Record<string, unknown>, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`its ${name} is no number`);
  return value;
}

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`its ${name} is no text`);
  return value;
}
