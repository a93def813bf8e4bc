import {closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeFileSync} from 'node:fs';
import {KnownNames} from '../../config/table/known-names.js';
import {recogniseFormat} from '../../config/table/recognise.js';
import type {FileText, TableFormat} from '../../config/table/file-table.js';
import {formatLoss, type Loss} from '../../config/pools/loss.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {includedFiles, readInput} from '../apply/read-file.js';
import {onlyWord} from '../apply/table-options.js';
import {type CommandContext, Usage} from '../command.js';
import type {ConvertOptions} from './convert.js';
import {readSource} from './source.js';
import {writeTarget} from './target.js';
import {systemWords} from '../../ipvs/system-words.js';

/** 0: nothing is lost. 1: something is, or the file is none. 4: nothing was written because of it. */
export async function runConvert(
  {to, from, output, strict}: ConvertOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (!to) throw new Usage('say what to write: --to keepalived, ldirectord, rules or yaml');
  const file = await readInput(onlyWord(words, 'FILE'), context.stdin);
  const names = new KnownNames(context.resolver);
  const source = await readSource(file, from ?? formatOf(file), {names, files: includedFiles});
  if (source.refusals.length > 0) {
    tell(source.refusals, context);
    context.stderr.write(`lvsctl config convert: ${escapeControls(file.name)} cannot be used as it stands\n`);
    return 1;
  }
  if (source.pools.pools.length === 0) {
    context.stderr.write(
      `lvsctl config convert: ${escapeControls(file.name)} has no virtual service, so there is nothing to convert: is it the file that was meant?\n`,
    );
    return 1;
  }
  const {text, losses} = writeTarget(source.pools, to, {file: file.name, line: 1, column: 1});
  const all = [...source.losses, ...losses];
  tell(all, context);
  if (all.length > 0 && strict) {
    context.stderr.write('lvsctl config convert: nothing was written, as something would be lost\n');
    return 4;
  }
  if (output === undefined) context.stdout.write(text);
  else save(output, text);
  return all.length > 0 ? 1 : 0;
}

function formatOf({name, text}: FileText): TableFormat {
  const found = recogniseFormat(text);
  if (found) return found;
  if (/\.ya?ml$/i.test(name) || /^[a-z-]+:(\s|$)/m.test(text)) return 'yaml';
  if (/\.conf$/i.test(name)) return 'keepalived';
  if (/\.cf$/i.test(name)) return 'ldirectord';
  throw new Usage(`${name} is no kind of file that is known: where it is, say which with --from`);
}

function tell(losses: readonly Loss[], {stderr}: CommandContext): void {
  for (const loss of losses) stderr.write(`${formatLoss(loss)}\n`);
}

/** There may be passwords in it. NB: a file that is there already has a mode of its own. */
function save(path: string, text: string): void {
  try {
    const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      if (fstatSync(descriptor).isFile()) {
        fchmodSync(descriptor, 0o600);
        ftruncateSync(descriptor);
      }
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new Usage(`nothing was written: ${systemWords(error, path)}`);
  }
}
