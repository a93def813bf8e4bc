import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

const longest = 200;

/**
 * The first line of a small text file, escaped by whoever shows it; empty where there is none, or it cannot be read.
 * NB: not through a link, and nothing that is waited for: whoever may write there does not show other files by it.
 */
export function readFirstLine(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return '';
  }
  try {
    if (!fstatSync(descriptor).isFile()) return '';
    const bytes = Buffer.alloc(longest);
    const text = bytes.toString('utf8', 0, readSync(descriptor, bytes));
    return text.split('\n', 1)[0]?.trim() ?? '';
  } catch {
    return '';
  } finally {
    closeSync(descriptor);
  }
}
