import {closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import type {FolderLock} from '../state/folder-lock.js';
import {makePrivateFolder, ownUser, problemOfFolder} from '../state/private-folder.js';
import {writeAtomically} from '../state/write-atomically.js';
import {systemWords} from '../../ipvs/system-words.js';

/** A snapshot that was read, or why it could not be. */
export type StoredSnapshot = {readonly name: string} & ({readonly text: string} | {readonly problem: string});

const mostBytes = 512 * 1024 * 1024;

/** Snapshots of one table: `STATE/snapshots/NAMESPACE/NAME.json`, mode 0600. */
export class SnapshotStore {
  readonly folder: string;

  /** @param journalFolder `STATE/journal/NAMESPACE`: they are kept beside it */
  constructor(
    journalFolder: string,
    private readonly lock: FolderLock | undefined,
  ) {
    this.folder = join(dirname(dirname(journalFolder)), 'snapshots', basename(journalFolder));
  }

  has(name: string): boolean {
    return existsSync(this.#pathOf(name));
  }

  /** In the place of an older one of the name, at once. @throws Error that says what could not be written */
  async save(name: string, text: string): Promise<void> {
    makePrivateFolder(this.folder);
    const write = () => writeAtomically(this.#pathOf(name), text);
    if (this.lock) await this.lock.hold(this.folder, write);
    else write();
  }

  /** By name. @throws Error that says why they cannot be looked at */
  names(): readonly string[] {
    try {
      const files = readdirSync(this.folder);
      return files.flatMap(file => (/^[\w.-]+\.json$/.test(file) ? [file.slice(0, -'.json'.length)] : [])).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new Error(`snapshots cannot be looked at: ${systemWords(error)}`, {cause: error});
    }
  }

  read(name: string): StoredSnapshot {
    let file: number;
    try {
      const problem = problemOfFolder(this.folder);
      if (problem !== undefined) return {name, problem: `${this.folder}: ${problem}`};
      file = openSync(this.#pathOf(name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      return {name, problem: systemWords(error)};
    }
    try {
      const facts = fstatSync(file);
      if (!facts.isFile()) return {name, problem: 'it is no regular file'};
      if (facts.uid !== ownUser() || (facts.mode & 0o022) !== 0) return {name, problem: 'others may write it'};
      if (facts.size > mostBytes) return {name, problem: `it has more than ${mostBytes} bytes`};
      return {name, text: readFileSync(file, 'utf8')};
    } catch (error) {
      return {name, problem: systemWords(error)};
    } finally {
      closeSync(file);
    }
  }

  #pathOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

/** Letters, digits, dots, dashes and underscores; no hidden file, and no other folder. */
export function isSnapshotName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name);
}
