import {changeTypes} from '../../ipvs/change.js';
import type {JournalChange, JournalEnd, JournalEntry, JournalLine, JournalStep} from './journal-entry.js';

/** The version of a line; others are not understood. */
const version = 1;

/** One line of JSON, with its line feed. A batch is one line. */
export function formatJournalLine(line: JournalLine): string {
  const {type} = line;
  const body =
    type === 'entry'
      ? {...line.entry, steps: line.entry.steps.map(({change, inverse}) => [change, inverse ?? null])}
      : line.end;
  return `${JSON.stringify({v: version, type, ...body})}\n`;
}

/** What a line says, or what is wrong with it. @param text without its line feed */
export function parseJournalLine(text: string): JournalLine | {readonly problem: string} {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {problem: 'it is no object'};
    const {v, type, ...body} = value as Record<string, unknown>;
    if (v !== version) return {problem: `version ${JSON.stringify(v)?.slice(0, 20)}, not ${version}`};
    if (type === 'entry') return {type, entry: readEntry(body)};
    if (type === 'end') return {type, end: readEnd(body)};
    return {problem: 'it is neither an entry nor an end'};
  } catch (error) {
    return {problem: error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message};
  }
}

function readEntry(body: Record<string, unknown>): JournalEntry {
  if (!Array.isArray(body.steps)) throw new Error('it has no steps');
  return {
    id: numberOf(body, 'id'),
    at: numberOf(body, 'at'),
    user: textOf(body, 'user'),
    pid: numberOf(body, 'pid'),
    boot: textOf(body, 'boot'),
    command: textOf(body, 'command'),
    reason: body.reason === undefined ? undefined : textOf(body, 'reason'),
    undoes: body.undoes === undefined ? undefined : numberOf(body, 'undoes'),
    steps: body.steps.map(readStep),
  };
}

function readStep(value: unknown): JournalStep {
  if (!Array.isArray(value)) throw new Error('a step is no list');
  const [change, inverse] = value as unknown[];
  if (inverse === null) return {change: changeOf(change), inverse: undefined};
  if (!Array.isArray(inverse)) throw new Error('an inverse is no list of changes');
  return {change: changeOf(change), inverse: inverse.map(changeOf)};
}

/** NB: a line is written whole or not at all, so what has its type is what was written. */
function changeOf(value: unknown): JournalChange {
  const type = (value as {type?: unknown} | null)?.type;
  if (type !== 'set-sysctl' && !changeTypes.some(known => known === type)) throw new Error('a step is no change');
  return value as JournalChange;
}

function readEnd(body: Record<string, unknown>): JournalEnd {
  const {refusals} = body;
  if (typeof refusals !== 'object' || refusals === null) throw new Error('it has no refusals');
  for (const [step, words] of Object.entries(refusals))
    if (!/^\d+$/.test(step) || typeof words !== 'string') throw new Error('a refusal is no text');
  return {id: numberOf(body, 'id'), at: numberOf(body, 'at'), refusals: refusals as JournalEnd['refusals']};
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
