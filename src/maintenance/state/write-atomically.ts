import {closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';

/** Writes a file so that at any time it is the old one or the new one, also after a power cut. Mode 0600. @param text not empty */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.new`;
  rmSync(temporary, {force: true}); // of a writer that died: whoever writes has the lock
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = openSync(temporary, flags, 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at); // a full disk takes a part, and then says so
    fsyncSync(file);
  } catch (error) {
    throw Object.assign(error as Error, {path: temporary}); // the system does not name it
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes renames and removals in it last. */
export function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
