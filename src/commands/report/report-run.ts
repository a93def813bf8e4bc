import {closeSync, existsSync, openSync, rmSync, writeSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, Usage} from '../command.js';
import {type Column, formatColumns} from '../output/columns.js';
import {encodeTar} from './archive/tar.js';
import {type Bundle, gatherBundle} from './gather-bundle.js';
import type {ReportOptions} from './report.js';
import {systemReason} from '../../ipvs/system-words.js';

/** Writes a report, or shows what it would be. Resolves to the exit status. */
export async function runReport(
  given: ReportOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const [file] = words;
  const {list: isListed = false, ask: mayAsk = false, anonymize: isAnonymized = false} = given;
  if (words.length > 1 || (file === undefined) !== isListed)
    throw new Usage(
      'name the file to write, such as /root/ticket.tar.gz, or - for standard output; or say --list alone',
    );
  if (file === '-' && context.isTerminal)
    throw new Usage('a terminal shows no .tar.gz: name a file, or pipe it to something');
  if (file !== undefined && file !== '-' && existsSync(file))
    throw new Usage(`${escapeControls(file)} is there already: name another file, as a report overwrites nothing`);
  const world = await context.openReport();
  const bundle = await gatherBundle({mayAsk, isAnonymized}, world, context);
  if (context.isInterrupted()) return 130;
  if (file === undefined) {
    context.stdout.write(context.mark + listText(bundle));
    return 0;
  }
  const top = `lvsctl-report-${stamp(context.now())}`;
  const entries = bundle.files.map(({name, text}) => ({name: `${top}/${name}`, content: Buffer.from(text)}));
  const bytes = gzipSync(encodeTar(entries, Math.floor(context.now() / 1000)), {level: 9});
  if (file === '-') {
    world.writeOut(bytes);
    context.stderr.write(told(bundle, 'standard output', bytes.length));
    return 0;
  }
  try {
    writeNew(file, bytes);
  } catch (error) {
    context.stderr.write(
      `lvsctl report: ${escapeControls(file)} cannot be written: ${systemReason(error)}. Name a file in a folder of yours\n`,
    );
    return 2;
  }
  context.stdout.write(context.mark + told(bundle, file, bytes.length));
  return 0;
}

/** Whole or not at all. */
function writeNew(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    rmSync(path, {force: true});
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function told({files, missing}: Bundle, path: string, size: number): string {
  const left = missing.length === 0 ? '' : `; ${missing.length} parts could not be had, as its README.txt tells`;
  return `${escapeControls(path)}: ${files.length} files, ${Math.ceil(size / 1024)} KiB${left}.\nSecrets were taken out as far as rules know them: read it before you send it (tar xzf; README.txt first).\n`;
}

interface Row {
  readonly name: string;
  readonly size: string;
  readonly words: string;
}

const columns: readonly Column<Row>[] = [
  {title: 'FILE', align: 'left', cell: ({name}) => name},
  {title: 'BYTES', align: 'right', cell: ({size}) => size},
  {title: 'WHAT', align: 'left', cell: ({words}) => words},
];

function listText({files, missing}: Bundle): string {
  return formatColumns(columns, [
    ...files.map(({name, title, text}) => ({name, size: String(Buffer.byteLength(text)), words: title})),
    ...missing.map(({name, problem = ''}) => ({
      name,
      size: '-',
      words: `left out: ${problem.split('\n')[0]}`,
    })),
  ]);
}

/** `20261121-022000` of UTC. */
function stamp(at: number): string {
  const [day, time] = new Date(at).toISOString().slice(0, 19).split('T') as [string, string];
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}
