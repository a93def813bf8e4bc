import {escapeControls} from './outside-text.js';

/** What the system says no to, where files and places to listen are concerned: the name of its error number, what it means, what to do. */
const rows: readonly (readonly [code: string, meaning: string, advice: string])[] = [
  ['ENOENT', 'there is no such file or folder', 'look at how its path is written'],
  ['EACCES', 'permission denied', 'run this as somebody who may, such as with sudo'],
  ['EPERM', 'operation not permitted', 'run this with sudo'],
  ['EISDIR', 'it is a folder', 'name a file'],
  ['ENOTDIR', 'part of its path is a file, not a folder', 'look at how it is written'],
  ['EEXIST', 'it is there already', 'name another, or remove it first'],
  ['ENOSPC', 'no space left on device', 'make room there (df shows how much there is)'],
  ['EDQUOT', 'the quota is used up', 'make room there'],
  ['EROFS', 'its file system is read-only', 'name another place, or remount it'],
  ['ELOOP', 'it is a symbolic link, or leads through too many', 'name the file itself'],
  ['ENAMETOOLONG', 'its name is too long', 'name a shorter one'],
  ['EMFILE', 'too many files are open', 'raise the limit (ulimit -n)'],
  ['EADDRINUSE', 'something else listens there', 'name another place, or end what does (ss -lntp shows it)'],
  ['EADDRNOTAVAIL', 'this host has no such address', 'name one that it has (ip address shows them)'],
  ['EIO', 'the disk cannot be read or written', 'look at the log of the kernel (dmesg)'],
];

/**
 * What went wrong with a file, and what to do: `rules: there is no such file or folder (ENOENT): look at how its path
 * is written`. Errors that are not the system's keep their words. Safe to show.
 * @param path for reads and writes, where the system does not name it
 */
export function systemWords(error: unknown, path = (error as NodeJS.ErrnoException).path): string {
  const isNamed = path !== undefined && isOfTheSystem(error);
  return `${isNamed ? `${escapeControls(path)}: ` : ''}${systemReason(error)}`;
}

/** The same without the path, for whoever names it anyway. */
export function systemReason(error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException;
  if (!isOfTheSystem(error)) return escapeControls(message);
  const row = rows.find(([known]) => known === code);
  return row
    ? `${row[1]} (${code}): ${row[2]}`
    : escapeControls(message.replace(/^[A-Z0-9_]+: (.*?), .*$/s, `$1 (${code})`));
}

/** As fs throws them: with the system call. */
function isOfTheSystem(error: unknown): boolean {
  const {code, syscall} = error as NodeJS.ErrnoException;
  return typeof code === 'string' && typeof syscall === 'string';
}
