import {readFileSync} from 'node:fs';

/** The rows of a file of recorded runs; paths are relative to the root of the repository. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as T);
}
