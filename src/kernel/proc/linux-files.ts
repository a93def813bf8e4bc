import {closeSync, openSync, readSync, writeFileSync} from 'node:fs';

/** One read of a seq_file never returns more than a page, so a larger buffer gains nothing. */
const pageSize = 4096;

export function* readProc(path: string): Iterable<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(pageSize);
  try {
    for (;;) {
      const length = readSync(file, buffer, 0, pageSize, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

export function writeProc(path: string, value: string): void {
  writeFileSync(path, value, {flag: 'r+'});
}
