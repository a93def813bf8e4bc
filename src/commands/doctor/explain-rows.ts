import {allRows} from '../../doctor/all-rows.js';
import {unknownName} from '../../ipvs/nearest-name.js';
import {type CommandContext, Usage} from '../command.js';
import {wrap} from '../help/wrap.js';

const width = 88;

/** Prints what a question looks at and why; all of them for `all`. */
export function explainRows(code: string, {stdout}: CommandContext): number {
  const rows = code === 'all' ? allRows : allRows.filter(row => row.code === code);
  const codes = allRows.map(row => row.code);
  if (rows.length === 0) throw new Usage(unknownName(code, codes));
  stdout.write(
    rows
      .map(row => `${row.code}: ${row.title} (${row.group})\n${wrap(row.explanation, width).join('\n')}\n`)
      .join('\n'),
  );
  return 0;
}
