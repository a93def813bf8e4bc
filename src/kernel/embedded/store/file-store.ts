import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import {dirname} from 'node:path';
import type {Director} from '../director.js';
import {decodeDirector} from './decode.js';
import {encodeDirector} from './encode.js';
import {lockExclusively} from './flock.js';
import {StateFileError} from './state-file-error.js';
import type {Store} from './store.js';
import {systemReason} from '../../../ipvs/system-words.js';

/**
 * A state in a file that several processes share. Whoever changes it holds a lock beside it from before it reads until
 * what it wrote is on the disk; whoever reads needs no lock, for the file is only ever replaced as a whole.
 * @param begin the state where there is no file yet
 */
export function createFileStore(path: string, begin: () => Director): Store {
  let known: {readonly director: Director; readonly identity: string} | undefined;
  let isLocked = false;

  function current(): Director {
    if (isLocked && known) return known.director; // nobody else can have changed it
    const file = resolve(path);
    const identity = identityOf(statOf(file));
    if (known?.identity !== identity) known = readState(file) ?? {director: begin(), identity};
    return known.director;
  }

  function update<T>(use: (director: Director) => {readonly result: T; readonly hasChanged: boolean}): T {
    const file = resolve(path);
    makeFolders(dirname(file));
    const lock = openSync(`${file}.lock`, 'a', 0o600);
    try {
      lockExclusively(lock);
      const director = current();
      isLocked = true;
      const {result, hasChanged} = use(director);
      if (hasChanged) known = {director, identity: replaceFile(file, encodeDirector(director))};
      return result;
    } catch (error) {
      known = undefined; // it may have been changed half
      throw error;
    } finally {
      isLocked = false;
      closeSync(lock);
    }
  }

  return {read: use => use(current()), update};
}

function readState(file: string): {director: Director; identity: string} | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const identity = identityOf(fstatSync(descriptor, {bigint: true}));
    return {director: decodeDirector(readFileSync(descriptor, 'utf8')), identity};
  } catch (error) {
    throw new StateFileError(file, `no state of an embedded kernel: ${systemReason(error)}`);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes beside the file, makes it durable, and puts it in the file's place: at any moment there is the old one or the new one. */
function replaceFile(file: string, text: string): string {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  let identity: string;
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
    renameSync(fresh, file);
    identity = identityOf(fstatSync(descriptor, {bigint: true})); // renaming moves ctime
  } finally {
    closeSync(descriptor);
  }
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return identity;
}

/** One at a time. NB: mkdir with `recursive` never ends below /proc, where nothing can be made and ENOENT is the answer. */
function makeFolders(folder: string): void {
  if (statSync(folder, {throwIfNoEntry: false})?.isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolders(above);
  try {
    mkdirSync(folder, {mode: 0o700});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // somebody else was faster
  }
}

/** The file itself where the path is a symbolic link: replacing the link would leave two states. */
function resolve(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function statOf(file: string): BigIntStats | undefined {
  return statSync(file, {bigint: true, throwIfNoEntry: false});
}

function identityOf(stats: BigIntStats | undefined): string {
  return stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}` : 'absent';
}
