import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {readDiskFile} from './disk-files.js';
import type {FileChange} from './planned-changes.js';

/** Changes of files that are made all together, or taken back. Owner and mode stay; NB: ACLs and attributes do not. */
export class FileReplacement {
  readonly #made: {readonly change: FileChange; readonly target: string; readonly was: Stats | undefined}[] = [];
  readonly #backups: string[] = [];

  /** @param like a file whose owner and mode new ones get; without it root's, 0644 */
  constructor(
    private readonly changes: readonly FileChange[],
    private readonly like: string | undefined,
  ) {}

  /** The copies that were made. */
  get backups(): readonly string[] {
    return this.#backups;
  }

  /**
   * Copies every file that there is to one beside it.
   * @throws Error with `code`
   */
  backUp(suffix: string): void {
    for (const {path, before} of this.changes) {
      if (before === undefined) continue;
      const backup = path + suffix;
      writeWhole(backup, before, statSync(path));
      this.#backups.push(backup);
    }
  }

  /**
   * In their order. A file behind a link is changed where it is.
   * @throws Error with `code`, or where a file is no longer what it was; what was made stays until putBack
   */
  make(): void {
    const like = this.like === undefined ? undefined : statSync(this.like);
    for (const change of this.changes) {
      if (readDiskFile(change.path) !== change.before) throw new Error(`${change.path} was changed meanwhile`);
      const target = change.before === undefined ? change.path : realpathSync(change.path);
      const was = change.before === undefined ? undefined : statSync(target);
      this.#made.push({change, target, was});
      if (change.after === undefined) rmSync(target);
      else writeWhole(target, change.after, was ?? like);
    }
  }

  /** Everything as it was, times included, and no backups left. @throws Error with `code` */
  putBack(): void {
    for (let made = this.#made.pop(); made; made = this.#made.pop()) {
      const {change, target, was} = made;
      if (change.before === undefined) rmSync(target, {force: true});
      else {
        writeWhole(target, change.before, was);
        if (was) utimesSync(target, was.atime, was.mtime);
      }
    }
    for (const backup of this.#backups.splice(0)) rmSync(backup, {force: true});
  }
}

/** Whole or not at all: a new file takes the place of the old one. */
function writeWhole(path: string, text: string, like: Stats | undefined): void {
  mkdirSync(dirname(path), {recursive: true});
  const temporary = join(dirname(path), `.${basename(path)}.lvsctl-new`);
  rmSync(temporary, {force: true});
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fchownSync(descriptor, like?.uid ?? 0, like?.gid ?? 0);
    fchmodSync(descriptor, (like?.mode ?? 0o644) & 0o7777);
    fsyncSync(descriptor);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** A folder of root's that only root writes to. @throws Error with `code`, or where it is another's */
export function makeRootFolder(path: string): void {
  mkdirSync(path, {recursive: true, mode: 0o755});
  const {uid, mode} = statSync(path);
  if (uid !== 0) throw new Error(`${path} does not belong to root`);
  if ((mode & 0o022) !== 0) throw new Error(`${path} can be written by others than root`);
}
