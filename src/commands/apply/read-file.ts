import {createReadStream, globSync, readFileSync, statSync} from 'node:fs';
import type {Files} from '../../config/keepalived/text/sources.js';
import type {FileTable, FileText, TableFormat} from '../../config/table/file-table.js';
import {KnownNames} from '../../config/table/known-names.js';
import {readTable} from '../../config/table/read-table.js';
import {isUsage, Usage} from '../command.js';
import type {CommandContext} from '../command.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {systemWords} from '../../ipvs/system-words.js';

/** A table of ten thousand services with counters takes 20 MB. */
const mostMebibytes = 64;
const mostBytes = mostMebibytes * 1024 * 1024;

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

/**
 * A device or a FIFO is read as standard input is: up to its end, or until it is too much.
 * @throws Usage where there is nothing to read, or too much
 */
export async function readInput(path: string, stdin: CommandContext['stdin']): Promise<FileText> {
  const name = path === '-' ? 'standard input' : path;
  return {name, text: await textOf(path === '-' ? stdin : createReadStream(path), name)};
}

/** What keepalived.conf includes. */
export const includedFiles: Files = {readFile: included, glob: pattern => globSync(pattern).sort()};

async function textOf(input: CommandContext['stdin'], name: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of input) {
      bytes += piece.length;
      if (bytes > mostBytes) throw tooMuch(name);
      pieces.push(piece);
    }
  } catch (error) {
    throw isUsage(error) ? error : new Usage(systemWords(error, name), {cause: error});
  }
  return Buffer.concat(pieces).toString('utf8');
}

function tooMuch(name: string): Usage {
  const reason = `it has more than ${mostMebibytes} MiB, which is no table and no configuration: name another file`;
  return new Usage(`${escapeControls(name)}: ${reason}`, {cause: new Error(reason)});
}

/** NB: a FIFO would be waited for; keepalived reads regular files alone. */
function included(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= mostBytes ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
