import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {openPrivateFolder, requireSafe} from './private-folder.js';

/** A native addon as it is within the executable: the loader of the C library wants a file. */
export interface Addon {
  /** What it is called: koffi, netlink. */
  readonly stem: string;
  /** SHA-256 of its content, in hexadecimal digits. */
  readonly hash: string;
  readonly content: Uint8Array;
}

export interface Places {
  /** Where a package has put addons beside the executable: read, never written. */
  readonly installed: string;
  /** Where to unpack: the first that can be had. */
  readonly folders: readonly string[];
  /** Whose the folders are. */
  readonly user: number;
  /** Nobody else's, for a file that is being written. */
  readonly unique: string;
  /** Has the C library load it. @throws {Error} for one on a file system without execution */
  load<T>(path: string): T;
}

/** Name of the file: another version has another. */
export function addonFile({stem, hash}: Pick<Addon, 'stem' | 'hash'>): string {
  return `${stem}-${hash.slice(0, 16)}.node`;
}

/**
 * Loads an addon from a file that is, byte for byte, what the executable holds: each time it is compared, as a hash
 * would be, with nothing between that and the loading that anybody but the user and root could do.
 * @throws {ForeignAddon} if there is another in its place
 * @throws {Error} if no folder can be had, with what is wrong with each
 */
export function loadAddon<T>(addon: Addon, places: Places): T {
  const problems: string[] = [];
  for (const attempt of [
    () => checkedFile(addon, join(places.installed, addonFile(addon)), places.user),
    ...places.folders.map(folder => () => unpackedFile(addon, folder, places)),
  ]) {
    try {
      const path = attempt();
      if (path !== undefined) return places.load<T>(path);
    } catch (error) {
      if ((error as Error).name === 'ForeignAddon') throw error;
      problems.push((error as Error).message);
    }
  }
  throw new Error(
    `no folder to unpack ${addon.stem} into: ${problems.join('; ')}. Correct one of them, or name a folder of your own (0700, not below /tmp) in LVSCTL_NATIVE_DIR`,
  );
}

/** Something else than what this executable holds is in its place: disk damage, or an attack. */
export class ForeignAddon extends Error {
  override readonly name = 'ForeignAddon';
}

function unpackedFile(addon: Addon, folder: string, {user, unique}: Places): string {
  const path = join(openPrivateFolder(folder, user), addonFile(addon));
  const found = checkedFile(addon, path, user);
  if (found !== undefined) return found;
  writeWhole(path, addon.content, unique);
  removeOthers(path, addon);
  const written = checkedFile(addon, path, user);
  if (written === undefined) throw new Error(`${path} is gone as soon as it is written`);
  return written;
}

/** Undefined if there is none. */
function checkedFile(addon: Addon, path: string, user: number): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw code === 'ELOOP' ? new ForeignAddon(foreignWords(path, 'is a link')) : new Error(message);
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new ForeignAddon(foreignWords(path, 'is no file'));
    try {
      requireSafe(path, found, user);
    } catch (error) {
      throw new ForeignAddon(foreignWords(path, `was not written by lvsctl: ${(error as Error).message}`));
    }
    if (!readFileSync(file).equals(addon.content))
      throw new ForeignAddon(foreignWords(path, 'is not what this lvsctl has unpacked: its SHA-256 is another'));
    return path;
  } finally {
    closeSync(file);
  }
}

function foreignWords(path: string, what: string): string {
  return `${path} ${what}. It is not loaded: find out who changed it, then remove it and try again`;
}

/** Under its name there is all of it or nothing, whoever else unpacks at the same time. */
function writeWhole(path: string, content: Uint8Array, unique: string): void {
  const draft = join(dirname(path), `.${unique}`);
  const file = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o400);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
}

/** Those of other versions. */
function removeOthers(path: string, {stem}: Addon): void {
  for (const name of readdirSync(dirname(path))) {
    const other = join(dirname(path), name);
    if (name.startsWith(`${stem}-`) && other !== path) unlinkSync(other);
  }
}
