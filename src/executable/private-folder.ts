import {existsSync, lstatSync, mkdirSync, realpathSync, type Stats} from 'node:fs';
import {basename, dirname, join} from 'node:path';

const folderMode = 0o700;
const writableByOthers = 0o022;

/**
 * A folder that only `user` can change, made if need be: his, 0700, no link, and below folders that belong to him or to
 * root and that nobody else may write to. NB: that is looked at along the real path, which is what is returned.
 * @throws {Error} with what is wrong with it
 */
export function openPrivateFolder(path: string, user: number): string {
  const parent = realpathSync(openParent(dirname(path), user));
  const folder = join(parent, basename(path));
  for (const ancestor of ancestorsOf(parent)) requireSafe(ancestor, lstatSync(ancestor), user);
  try {
    mkdirSync(folder, {mode: folderMode});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is ${found.isSymbolicLink() ? 'a link' : 'no folder'}`);
  if (found.uid !== user) throw new Error(`${folder} belongs to the user ${found.uid}`);
  if ((found.mode & 0o777) !== folderMode) throw new Error(`${folder} has the mode ${octal(found)} instead of 0700`);
  return folder;
}

/** ~/.cache, which a user who has just been made does not have. */
function openParent(path: string, user: number): string {
  if (user !== 0 && !existsSync(path) && lstatSync(dirname(path)).uid === user) openPrivateFolder(path, user);
  return path;
}

/** @throws {Error} if somebody else than `user` and root can change what is at this path */
export function requireSafe(path: string, found: Stats, user: number): void {
  if (![0, user, ownerOfAll()].includes(found.uid)) throw new Error(`${path} belongs to the user ${found.uid}`);
  if (found.mode & writableByOthers) throw new Error(`others may write to ${path} (mode ${octal(found)})`);
}

/** In a user namespace root is not 0; whoever owns / can replace all else anyhow. */
function ownerOfAll(): number {
  return lstatSync('/').uid;
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestorsOf(parent), path];
}

function octal({mode}: Stats): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
