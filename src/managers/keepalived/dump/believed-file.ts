import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';

/** What a file says, or why it is not believed. */
export type BelievedText =
  | {readonly type: 'text'; readonly text: string; readonly inode: bigint; readonly size: number}
  | {readonly type: 'refused'; readonly words: string};

/** A dump of 1000 instances has 2 MB. */
const largest = 64 * 1024 * 1024;

/**
 * Reads a file of another daemon in a folder where anybody may write: links are not followed, and it is believed only
 * if it is a regular file of root's alone, with mode 0600 and one name.
 * @throws Error with `code` where it cannot be opened: ENOENT; ELOOP for a link
 */
export function readBelieved(path: string): BelievedText {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor, {bigint: true});
    const mode = Number(stats.mode & 0o7777n);
    const objection = !stats.isFile()
      ? 'it is no regular file'
      : stats.uid !== 0n
        ? `it belongs to user ${stats.uid}, not to root`
        : mode !== 0o600
          ? `its mode is ${mode.toString(8).padStart(4, '0')}, not 0600`
          : stats.nlink !== 1n
            ? `it has ${stats.nlink} names`
            : stats.size > largest
              ? 'it is too large'
              : undefined;
    if (objection !== undefined) return {type: 'refused', words: objection};
    const text = readFileSync(descriptor, 'utf8');
    return {type: 'text', text, inode: stats.ino, size: Number(stats.size)};
  } finally {
    closeSync(descriptor);
  }
}
