import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';

/** Writes each page to the folder, which is made if it is not there. @throws Error that names what could not be written */
export function writePages(folder: string, pages: ReadonlyMap<string, string>): void {
  makeFolder(resolve(folder));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}

/** NB: mkdirSync of Node 24 with `recursive` never returns in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
