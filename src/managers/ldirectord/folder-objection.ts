import {statSync} from 'node:fs';

/** Why files in a folder are not ldirectord's admin's alone: others could put theirs there. Undefined where nothing speaks against it. */
export function folderObjection(folder: string): string | undefined {
  try {
    const stats = statSync(folder);
    if (!stats.isDirectory()) return 'it is no folder';
    if (stats.uid !== 0) return `it belongs to user ${stats.uid}, not to root`;
    return (stats.mode & 0o022) !== 0 ? 'others may write to it' : undefined;
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'it is not there: make it, owned by root' : message;
  }
}
