import {lstatSync, mkdirSync, statSync} from 'node:fs';
import {dirname} from 'node:path';

/**
 * Makes a folder that only its owner may look into, with those above it.
 * @throws Error that names it, where it is there and is a link, another's, or open to others
 */
export function makePrivateFolder(path: string): void {
  makeFolder(path);
  const problem = problemOfFolder(path);
  if (problem !== undefined) throw new Error(`${path} is not used for state: ${problem}`);
}

/** NB: mkdirSync's own way of making those above calls a read-only disk ENOENT, and never ends below /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, {mode: 0o700});
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (statSync(path, {throwIfNoEntry: false})) return; // what it is, is looked at next
    if (code !== 'ENOENT' || path === dirname(path) || statSync(dirname(path), {throwIfNoEntry: false})) throw error;
    makeFolder(dirname(path));
    makeFolder(path); // somebody else may have made it meanwhile
  }
}

/** Why a folder is not trusted; undefined where it is. @throws Error with `code` where there is none */
export function problemOfFolder(path: string): string | undefined {
  const facts = lstatSync(path);
  if (!facts.isDirectory()) return 'it is no folder';
  if (facts.uid !== ownUser()) return `it belongs to user ${facts.uid}`;
  if ((facts.mode & 0o077) !== 0) return `others may use it (mode ${(facts.mode & 0o777).toString(8)}): chmod 0700`;
  return undefined;
}

/** The user this process acts as. */
export function ownUser(): number {
  return statSync('/proc/self').uid;
}
