import {globSync, readFileSync, statSync} from 'node:fs';
import type {Files} from '../../../config/keepalived/text/sources.js';

/** The file system, one character a byte (latin1): what is written again is what was there, whatever it was. */
export const diskFiles: Files = {
  readFile: readDiskFile,
  glob: pattern => globSync(pattern).sort(),
};

/** Undefined where there is no regular file, or it may not be read. */
export function readDiskFile(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'latin1') : undefined;
  } catch {
    return undefined;
  }
}
