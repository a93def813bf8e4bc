import {tableFormats, type TableFormat} from '../../config/table/file-table.js';
import {Usage} from '../command.js';
import {choice, file, flag, text} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

export const fileWord = {
  name: 'FILE',
  usage: 'FILE',
  kind: file,
  describe: 'rules of ipvsadm-save, JSON or YAML of lvsctl list, keepalived.conf or ldirectord.cf; - is standard input',
} as const;

export const formatOption = {
  kind: choice(...(Object.keys(tableFormats) as TableFormat[])),
  describe: 'what kind of file it is, where its content does not tell',
} as const;

export const outputOption = {
  kind: choice(...outputFormats),
  alias: 'o',
  describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
} as const;

/** For commands that change the table. */
export const changeOptions = {
  'dry-run': {kind: flag, describe: 'print the ipvsadm commands, and change nothing'},
  force: {kind: flag, describe: 'give drained servers the weight that is asked for too; without, they stay at 0'},
  'no-journal': {kind: flag, describe: 'do not record it; the commands that take it back are printed first'},
  reason: {kind: text, describe: 'why, for the journal'},
} as const;

/** @throws Usage where it is not one */
export function onlyWord(words: readonly string[], what: string): string {
  const [only, ...more] = words;
  if (only === undefined || more.length > 0) throw new Usage(`it takes one ${what}`);
  return only;
}
