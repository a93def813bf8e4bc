import {readdirSync, readFileSync, readlinkSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {FolderLock} from '../state/folder-lock.js';
import {formatHoldRecord, type HoldRecord, parseHoldRecord} from './hold-record.js';
import {makePrivateFolder, problemOfFolder} from '../state/private-folder.js';
import {readPrivateFile} from '../state/read-private-file.js';
import {recordPath} from '../state/record-path.js';
import {syncFolder, writeAtomically} from '../state/write-atomically.js';
import {systemWords} from '../../ipvs/system-words.js';

export interface StoredHolds {
  readonly records: readonly HoldRecord[];
  /** Files that are no records, each named. */
  readonly problems: readonly string[];
}

const mostBytes = 65_536;

/** The records of the holds of one network namespace: one file each, `STATE/holds/NAMESPACE/TARGET.json`. */
export class HoldStore {
  readonly #folder: string;

  /** @param stateFolder of all of lvsctl. @param namespace inode of the network namespace */
  constructor(
    stateFolder: string,
    private readonly lock: FolderLock,
    namespace: string = ownNamespace(),
    /** Of now; what was recorded in another is not in force. */
    readonly boot: string = ownBoot(),
  ) {
    this.#folder = join(stateFolder, 'holds', namespace);
  }

  /** Never fails for a file: what cannot be read is a problem. */
  read(): StoredHolds {
    const records: HoldRecord[] = [];
    const problems: string[] = [];
    let names: string[];
    try {
      names = readdirSync(this.#folder).filter(name => name.endsWith('.json'));
      const problem = problemOfFolder(this.#folder);
      if (problem !== undefined) return {records, problems: [`${this.#folder}: ${problem}`]};
    } catch (error) {
      const isNone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return {records, problems: isNone ? [] : [systemWords(error)]};
    }
    for (const name of names.sort()) {
      const path = join(this.#folder, name);
      const read = readRecord(path);
      if ('problem' in read) problems.push(`${path}: ${read.problem}`);
      else records.push(read);
    }
    return {records, problems};
  }

  /** Records it, in the place of one for the same target. @throws Error that names what could not be written */
  async put(record: Omit<HoldRecord, 'boot'>): Promise<void> {
    makePrivateFolder(this.#folder);
    await this.lock.hold(this.#folder, () =>
      writeAtomically(this.#pathOf(record), formatHoldRecord({...record, boot: this.boot})),
    );
  }

  /** Forgets it; nothing where there is none. */
  async remove(record: Pick<HoldRecord, 'manager' | 'target'>): Promise<void> {
    if (!this.read().records.some(({manager, target}) => manager === record.manager && target === record.target))
      return;
    await this.lock.hold(this.#folder, () => {
      rmSync(this.#pathOf(record), {force: true});
      syncFolder(this.#folder);
    });
  }

  #pathOf({manager, target}: Pick<HoldRecord, 'manager' | 'target'>): string {
    return recordPath(this.#folder, target, `${manager}\0${target}`);
  }
}

function readRecord(path: string): ReturnType<typeof parseHoldRecord> {
  const read = readPrivateFile(path, mostBytes);
  return 'problem' in read ? read : parseHoldRecord(read.text);
}

function ownNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/net'))?.[0] ?? 'unknown';
}

function ownBoot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
