import {closeSync, constants, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import type {JournalEnd, JournalEntry} from './journal-entry.js';
import {idOfLine, parseJournalLine} from './journal-line.js';

export interface JournalLines {
  readonly entries: readonly JournalEntry[];
  readonly ends: readonly JournalEnd[];
  /** Lines that are damaged, each with file and number. */
  readonly problems: readonly string[];
}

/** Reads a whole file. NB: a last line without its end is still being written, or its writer died: it tells nothing. */
export function readJournalLines(path: string): JournalLines {
  const entries: JournalEntry[] = [];
  const ends: JournalEnd[] = [];
  const problems: string[] = [];
  const lines = reading(path, file => readFileSync(file, 'utf8')).split('\n');
  for (const [i, line] of lines.slice(0, -1).entries()) {
    const parsed = parseJournalLine(line);
    if ('problem' in parsed)
      problems.push(`${path}:${i + 1}: ${parsed.problem}; what it said is lost, the rest is used`);
    else if (parsed.type === 'entry') entries.push(parsed.entry);
    else ends.push(parsed.end);
  }
  return {entries, ends, problems};
}

const piece = 64 * 1024;
/** More than the beginning of a line up to its number has. */
const headLength = 80;

/** What a file ends with: the number of its last good line, and how many bytes are in whole lines. */
export function readEnding(path: string): {readonly id: number | undefined; readonly wholeBytes: number} {
  return reading(path, file => {
    const {size} = fstatSync(file);
    let wholeBytes: number | undefined;
    for (let length = Math.min(piece, size); ; length = Math.min(2 * length, size)) {
      const from = size - length;
      const bytes = Buffer.allocUnsafe(length);
      readSync(file, bytes, 0, length, from);
      const lastFeed = bytes.lastIndexOf(0x0a);
      if (lastFeed >= 0) wholeBytes ??= from + lastFeed + 1;
      for (let end = lastFeed; end >= 0; ) {
        const before = end === 0 ? -1 : bytes.lastIndexOf(0x0a, end - 1);
        if (before < 0 && from > 0) break; // it begins before this piece
        const id = idOfLine(bytes.toString('latin1', before + 1, Math.min(end, before + 1 + headLength)));
        if (id !== undefined) return {id, wholeBytes: wholeBytes as number};
        end = before;
      }
      if (from === 0) return {id: undefined, wholeBytes: wholeBytes ?? 0};
    }
  });
}

function reading<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}
