import {globSync, readFileSync} from 'node:fs';
import type {Files} from '../../config/keepalived/text/sources.js';
import type {FileTable, FileText, TableFormat} from '../../config/table/file-table.js';
import {KnownNames} from '../../config/table/known-names.js';
import {readTable} from '../../config/table/read-table.js';
import {isUsage, Usage} from '../command.js';
import type {CommandContext} from '../command.js';
import {systemWords} from '../../ipvs/system-words.js';

/** A table of ten thousand services with counters takes 20 MB. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Reads FILE, or standard input for `-`.
 * @throws Usage where there is nothing to read
 */
export async function readTableFile(
  path: string,
  format: TableFormat | undefined,
  {stdin, resolver}: CommandContext,
): Promise<FileTable> {
  return readTable(await readInput(path, stdin), format, {names: new KnownNames(resolver), files: includedFiles});
}

/** @throws Usage where there is nothing to read */
export async function readInput(path: string, stdin: CommandContext['stdin']): Promise<FileText> {
  const name = path === '-' ? 'standard input' : path;
  return {name, text: path === '-' ? await textOf(stdin) : textOfFile(path)};
}

/** What keepalived.conf includes. */
export const includedFiles: Files = {readFile: included, glob: pattern => globSync(pattern).sort()};

async function textOf(stdin: CommandContext['stdin']): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of stdin) {
      bytes += piece.length;
      if (bytes > mostBytes) throw new Usage(`standard input has more than ${mostBytes} bytes: that is no table`);
      pieces.push(piece);
    }
  } catch (error) {
    throw isUsage(error) ? error : new Usage(systemWords(error, 'standard input'), {cause: error});
  }
  return Buffer.concat(pieces).toString('utf8');
}

function textOfFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Usage(systemWords(error, path), {cause: error});
  }
}

function included(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
