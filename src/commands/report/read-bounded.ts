import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

/**
 * A regular file, or a text of /proc, or its end where it is larger. Nobody waits for a FIFO.
 * @throws Error with `code`
 */
export function readBounded(path: string, most: number): {readonly text: string; readonly isCut: boolean} {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error(`${path} is no file`);
    const start = Math.max(0, stats.size - most);
    const buffer = Buffer.alloc(most);
    let length = 0;
    for (let got = -1; got !== 0 && length < most; length += got)
      got = readSync(descriptor, buffer, length, most - length, start + length);
    const text = buffer.toString('utf8', 0, length);
    return {text: start > 0 ? text.slice(text.indexOf('\n') + 1) : text, isCut: start > 0};
  } finally {
    closeSync(descriptor);
  }
}
