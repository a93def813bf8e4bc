import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {join} from 'node:path';
import {makePrivateFolder, problemOfFolder} from '../holds/private-folder.js';
import {syncFolder} from '../holds/write-atomically.js';
import type {JournalReading, JournalRecord, JournalStore} from './journal.js';
import type {JournalEnd, JournalEntry, JournalLine} from './journal-entry.js';
import {formatJournalLine, parseJournalLine} from './journal-line.js';

/** A file of this size is put aside. */
const mostBytes = 16 * 1024 * 1024;
/** How many are kept beside the one that is written. */
const mostFiles = 4;

/**
 * The journal of one network namespace: `STATE/journal/NAMESPACE/journal.jsonl`, with older files beside it. NB: whoever
 * writes holds the lock of the folder.
 */
export class JournalFile implements JournalStore {
  /** @param folder of this namespace */
  constructor(
    readonly folder: string,
    private readonly limit = mostBytes,
  ) {}

  begin(entry: Omit<JournalEntry, 'id'>): JournalEntry {
    makePrivateFolder(this.folder);
    const {lastId} = this.#load(1);
    this.#rotate();
    const whole = {id: lastId + 1, ...entry};
    this.#append({type: 'entry', entry: whole});
    return whole;
  }

  end(end: JournalEnd): void {
    this.#append({type: 'end', end});
  }

  read(): JournalReading {
    const {entries, ends, problems} = this.#load(mostFiles + 1);
    const undone = new Map(entries.flatMap(({id, undoes}) => (undoes === undefined ? [] : [[undoes, id] as const])));
    const records: JournalRecord[] = entries
      .map(entry => ({entry, end: ends.get(entry.id), undoneBy: undone.get(entry.id)}))
      .reverse();
    return {records, problems};
  }

  /** @param files how many at most, the newest; one more where it tells nothing of the last number */
  #load(files: number): Loaded {
    const loaded: Loaded = {entries: [], ends: new Map(), problems: [], lastId: 0};
    const paths = Array.from({length: mostFiles + 1}, (_, age) => this.#path(age)).filter(path => existsSync(path));
    const problem = existsSync(this.folder) ? problemOfFolder(this.folder) : undefined;
    if (problem !== undefined) return {...loaded, problems: [`${this.folder}: ${problem}`]};
    for (const [i, path] of paths.entries()) {
      if (i >= files && loaded.lastId > 0) break;
      const older = readLines(path);
      loaded.entries.unshift(...older.entries);
      for (const [id, end] of older.ends) if (!loaded.ends.has(id)) loaded.ends.set(id, end);
      loaded.problems.unshift(...older.problems);
      loaded.lastId = Math.max(loaded.lastId, older.lastId);
    }
    return loaded;
  }

  #append(line: JournalLine): void {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
    const isNew = !existsSync(this.#path(0));
    const file = openSync(this.#path(0), flags, 0o600);
    try {
      const text = (endsInLine(file) ? '' : '\n') + formatJournalLine(line); // a writer died within its line
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(this.folder);
  }

  #rotate(): void {
    const path = this.#path(0);
    if (!existsSync(path)) return;
    const file = openSync(path, 'r');
    const {size} = fstatSync(file);
    closeSync(file);
    if (size < this.limit) return;
    rmSync(this.#path(mostFiles), {force: true});
    for (let age = mostFiles - 1; age >= 0; age--)
      if (existsSync(this.#path(age))) renameSync(this.#path(age), this.#path(age + 1));
    syncFolder(this.folder);
  }

  #path(age: number): string {
    return join(this.folder, age === 0 ? 'journal.jsonl' : `journal.${age}.jsonl`);
  }
}

interface Loaded {
  readonly entries: JournalEntry[];
  readonly ends: Map<number, JournalEnd>;
  readonly problems: string[];
  lastId: number;
}

function readLines(path: string): Loaded {
  const loaded: Loaded = {entries: [], ends: new Map(), problems: [], lastId: 0};
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const parsed = parseJournalLine(line);
    if ('problem' in parsed) loaded.problems.push(`${path}:${i + 1}: ${parsed.problem}`);
    else if (parsed.type === 'entry') loaded.entries.push(parsed.entry);
    else loaded.ends.set(parsed.end.id, parsed.end);
    if (!('problem' in parsed))
      loaded.lastId = Math.max(loaded.lastId, parsed.type === 'entry' ? parsed.entry.id : parsed.end.id);
  }
  return loaded;
}

function endsInLine(file: number): boolean {
  const {size} = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  return readLast(file, last, size) && last[0] === 0x0a;
}

function readLast(file: number, into: Buffer, size: number): boolean {
  return readSync(file, into, 0, 1, size - 1) === 1;
}
