import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

/** The end of a file. */
export interface FileEnd {
  readonly text: string;
  /** There is more before it: its first line may be half a line. */
  readonly isCut: boolean;
}

/** At most so many bytes of the end of a file, however long it is. @throws Error with `code`; ENOTSUP for what is no regular file */
export function readEnd(path: string, mostBytes: number): FileEnd {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK); // a FIFO would be waited for
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw Object.assign(new Error(`${path} is no regular file`), {code: 'ENOTSUP'});
    const bytes = Buffer.alloc(Math.min(stats.size, mostBytes));
    const start = stats.size - bytes.length;
    const length = readSync(descriptor, bytes, 0, bytes.length, start);
    return {text: bytes.toString('utf8', 0, length), isCut: start > 0};
  } finally {
    closeSync(descriptor);
  }
}
