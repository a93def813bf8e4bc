import {closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, statSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';

export interface TrackedValue {
  readonly value: number;
  /** Why it is not believed, and not written. */
  readonly problem: string | undefined;
}

/** What keepalived makes of the file's text: strtol of its first line; no number is 0, and so is none at all. */
export function parseTrackedValue(text: string): number {
  const value = Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0);
  return Math.abs(value) > 2 ** 31 ? 0 : value;
}

/** What a tracked file says. Links are not followed. */
export function readTrackedValue(path: string): TrackedValue {
  const folder = problemOfFolder(dirname(path));
  if (folder !== undefined) return {value: 0, problem: folder};
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return {value: 0, problem: problemOfOpening(error as NodeJS.ErrnoException)};
  }
  try {
    const problem = problemOf(file);
    if (problem !== undefined) return {value: 0, problem};
    const bytes = Buffer.alloc(128);
    return {value: parseTrackedValue(bytes.toString('latin1', 0, readSync(file, bytes))), problem};
  } finally {
    closeSync(file);
  }
}

/**
 * Writes in place, as keepalived's inotify watches the name; makes the file where there is none and the folder is there.
 * @throws Error that names the file
 */
export function writeTrackedValue(path: string, value: number): void {
  const folder = problemOfFolder(dirname(path));
  if (folder !== undefined) throw new Error(`${path}: ${folder}`);
  const file = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    0o644,
  );
  try {
    const problem = problemOf(file);
    if (problem !== undefined) throw new Error(`${path}: ${problem}`);
    const text = `${value}\n`;
    writeSync(file, text, 0);
    ftruncateSync(file, text.length); // afterwards: it is never empty, which would be 0
  } finally {
    closeSync(file);
  }
}

function problemOf(file: number): string | undefined {
  const facts = fstatSync(file);
  if (!facts.isFile()) return 'it is no regular file';
  if (facts.uid !== 0) return `it belongs to user ${facts.uid}, not to root`;
  if (facts.nlink !== 1) return 'it has another name (hard link)';
  return undefined;
}

/** A folder in which others could put another file in its place. */
function problemOfFolder(folder: string): string | undefined {
  try {
    const {uid, mode} = statSync(folder);
    if (uid !== 0) return `its folder ${folder} belongs to user ${uid}, not to root`;
    const isSticky = (mode & 0o1000) !== 0;
    return (mode & 0o022) !== 0 && !isSticky ? `others may write to its folder ${folder}` : undefined;
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? `its folder ${folder} is not there: make it, owned by root` : message;
  }
}

/** A missing one can be made. */
function problemOfOpening({code, message}: NodeJS.ErrnoException): string | undefined {
  if (code === 'ENOENT') return undefined;
  return code === 'ELOOP' ? 'it is a link' : message;
}
