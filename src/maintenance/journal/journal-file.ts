import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {join} from 'node:path';
import {makePrivateFolder, problemOfFolder} from '../state/private-folder.js';
import {syncFolder} from '../state/write-atomically.js';
import {type JournalReading, type JournalStore, recordsOf} from './journal.js';
import type {JournalEnd, JournalEntry, JournalLine} from './journal-entry.js';
import {readEnding, readJournalLines} from './journal-lines.js';
import {formatJournalLine} from './journal-line.js';
import {systemReason} from '../../ipvs/system-words.js';

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
    const lastId = this.#lastId();
    this.#rotate();
    const whole = {id: lastId + 1, ...entry};
    this.#append({type: 'entry', entry: whole});
    return whole;
  }

  end(end: JournalEnd): void {
    this.#append({type: 'end', end});
  }

  read(least = Number.POSITIVE_INFINITY): JournalReading {
    const obstacle = obstacleOf(this.folder);
    if (obstacle !== undefined)
      return {records: [], problems: [`${this.folder} is not read: ${obstacle}`], hasOlder: false};
    const paths = this.#paths();
    const entries: JournalEntry[] = [];
    const ends = new Map<number, JournalEnd>();
    const problems: string[] = [];
    let looked = 0;
    for (const path of paths) {
      if (entries.length >= least) break;
      looked++;
      const older = readJournalLines(path);
      entries.unshift(...older.entries);
      for (const end of older.ends) if (!ends.has(end.id)) ends.set(end.id, end);
      problems.unshift(...older.problems);
    }
    return {records: recordsOf(entries, ends), problems, hasOlder: looked < paths.length};
  }

  /** NB: the last line that is whole has the highest number, as they are written one after the other. */
  #lastId(): number {
    for (const path of this.#paths()) {
      const {id} = readEnding(path);
      if (id !== undefined) return id;
    }
    return 0;
  }

  /** All of it or nothing: what a full disk, or a writer that died, left of a line is cut off. */
  #append(line: JournalLine): void {
    const path = this.#path(0);
    const isNew = !existsSync(path);
    const size = isNew ? 0 : readEnding(path).wholeBytes;
    const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    try {
      if (fstatSync(file).size > size) ftruncateSync(file, size);
      try {
        const bytes = Buffer.from(formatJournalLine(line));
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, size + at);
        fsyncSync(file);
      } catch (error) {
        ftruncateSync(file, size);
        throw Object.assign(error as Error, {path}); // the system does not name it
      }
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(this.folder);
  }

  #rotate(): void {
    const path = this.#path(0);
    if (!existsSync(path) || readEnding(path).wholeBytes < this.limit) return;
    rmSync(this.#path(mostFiles), {force: true});
    for (let age = mostFiles - 1; age >= 0; age--)
      if (existsSync(this.#path(age))) renameSync(this.#path(age), this.#path(age + 1));
    syncFolder(this.folder);
  }

  /** Of the files that are there, the newest first. */
  #paths(): readonly string[] {
    return Array.from({length: mostFiles + 1}, (_, age) => this.#path(age)).filter(path => existsSync(path));
  }

  #path(age: number): string {
    return join(this.folder, age === 0 ? 'journal.jsonl' : `journal.${age}.jsonl`);
  }
}

/** Why nothing is read; a folder that is not there yet is none. */
function obstacleOf(folder: string): string | undefined {
  try {
    return problemOfFolder(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : systemReason(error);
  }
}
