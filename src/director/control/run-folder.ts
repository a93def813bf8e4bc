import {closeSync, constants, fchmodSync, fchownSync, fstatSync, mkdirSync, openSync} from 'node:fs';
import {ownUser} from '../../maintenance/state/private-folder.js';

/**
 * The folder of the sockets: made where it is absent (0750, of the group where there is one), trusted where nobody else
 * can write in it. A group that somebody gave it stays; root's own makes room for the one that is to get in.
 * @throws Error that names it, where it is a link, another's, or others may write in it
 */
export function prepareRunFolder(path: string, group: number | undefined): void {
  const isNew = makeFolder(path);
  const folder = openFolder(path);
  try {
    const {uid, gid, mode} = fstatSync(folder);
    if (uid !== ownUser()) throw refused(path, `it belongs to user ${uid}`);
    if ((mode & 0o022) !== 0) throw refused(path, `others may write in it (mode ${octal(mode)}): chmod 0750 ${path}`);
    if (isNew) fchmodSync(folder, 0o750); // mkdir(2) keeps to the umask
    if (group !== undefined && gid === 0 && uid === 0) fchownSync(folder, uid, group);
  } finally {
    closeSync(folder);
  }
}

function makeFolder(path: string): boolean {
  try {
    mkdirSync(path, {mode: 0o750});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function openFolder(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    throw refused(path, code === 'ENOTDIR' || code === 'ELOOP' ? 'it is a link, or no folder' : message);
  }
}

function refused(path: string, why: string): Error {
  return new Error(`${path} is not used for control sockets: ${why}`);
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
