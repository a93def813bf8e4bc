import {readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {makePrivateFolder, problemOfFolder} from '../state/private-folder.js';
import {readPrivateFile} from '../state/read-private-file.js';
import {recordPath} from '../state/record-path.js';
import {syncFolder, writeAtomically} from '../state/write-atomically.js';
import {drainKey, type DrainRecord} from './drain-record.js';
import {formatDrainRecord, parseDrainRecord} from './drain-record-text.js';
import {systemWords} from '../../ipvs/system-words.js';

export interface StoredDrains {
  /** The oldest first. */
  readonly records: readonly DrainRecord[];
  /** Files that are no records, each named: what they held is not known, the others count. */
  readonly problems: readonly string[];
}

/** Where records are kept. NB: whoever writes holds the lock of the folder. */
export interface DrainRecords {
  readonly folder: string;
  read(): StoredDrains;
  /** Makes the folder, so that its lock can be had. @throws Error that names what could not be written */
  prepare(): void;
  /** Lasting when it returns, in the place of one of the same name. @throws Error that names what could not be written */
  put(record: DrainRecord): void;
  /** Forgets it; nothing where there is none. */
  remove(record: Pick<DrainRecord, 'target' | 'services'>): void;
}

/** The records of one network namespace: one file each, `STATE/drains/NAMESPACE/TARGET.json`. */
export class DrainStore implements DrainRecords {
  /** @param folder of this namespace */
  constructor(readonly folder: string) {}

  /** Never fails for a file: what cannot be read is a problem. */
  read(): StoredDrains {
    const records: DrainRecord[] = [];
    const problems: string[] = [];
    let names: string[];
    try {
      names = readdirSync(this.folder).filter(name => name.endsWith('.json'));
      const problem = problemOfFolder(this.folder);
      if (problem !== undefined) return {records, problems: [`${this.folder}: ${problem}`]};
    } catch (error) {
      const isNone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return {records, problems: isNone ? [] : [systemWords(error)]};
    }
    for (const name of names.sort()) {
      const path = join(this.folder, name);
      const read = readRecord(path);
      if ('problem' in read) problems.push(`${path}: ${read.problem}. ${advice}`);
      else records.push(read);
    }
    return {records: records.sort((a, b) => a.since - b.since), problems};
  }

  prepare(): void {
    makePrivateFolder(this.folder);
  }

  put(record: DrainRecord): void {
    writeAtomically(this.#pathOf(record), formatDrainRecord(record));
  }

  remove(record: Pick<DrainRecord, 'target' | 'services'>): void {
    rmSync(this.#pathOf(record), {force: true});
    syncFolder(this.folder);
  }

  #pathOf(record: Pick<DrainRecord, 'target' | 'services'>): string {
    return recordPath(this.folder, record.target, drainKey(record));
  }
}

/** For a record that is not believed. */
const advice = 'What it drained is not known: lvsctl journal has it, lvsctl list the weights; then remove the file';

/** Of a drain of every server there could be. */
const mostBytes = 256 * 1024 * 1024;

function readRecord(path: string): ReturnType<typeof parseDrainRecord> {
  const read = readPrivateFile(path, mostBytes);
  return 'problem' in read ? read : parseDrainRecord(read.text);
}
