import {closeSync, constants, fsyncSync, openSync, readFileSync, rmSync, writeSync} from 'node:fs';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {DrainNote} from '../../maintenance/owner.js';

/** How ours begin; ldirectord does not read them. */
const mark = 'drained by lvsctl';

/** Makes the file that has ldirectord take a server down. One that somebody else has made is left as it is. @throws Error */
export function writeMaintenanceFile(path: string, note: DrainNote): void {
  const {O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW} = constants;
  if (isOurs(path)) rmSync(path);
  let file: number;
  try {
    file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${path} is there already, not by lvsctl: undrain will leave it there`, {cause: error});
  }
  try {
    writeSync(file, textOf(note));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes it away. @throws Error where it is not ours */
export function removeMaintenanceFile(path: string): void {
  if (isOurs(path)) return rmSync(path);
  if (isThere(path)) throw new Error(`${path} was left there: it is not by lvsctl; ldirectord keeps the server down`);
}

function textOf({user, reason, expires}: DrainNote): string {
  return [
    `${mark} for ${escapeControls(user)}`,
    ...(reason === undefined ? [] : [`reason: ${escapeControls(reason)}`]),
    ...(expires === undefined ? [] : [`expires: ${new Date(expires).toISOString()}`]),
    '',
  ].join('\n');
}

function isOurs(path: string): boolean {
  return read(path)?.startsWith(mark) === true;
}

function isThere(path: string): boolean {
  return read(path) !== undefined;
}

/** NB: what is there and is no file, or a link, is somebody else's. */
function read(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : '';
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  } finally {
    closeSync(file);
  }
}
