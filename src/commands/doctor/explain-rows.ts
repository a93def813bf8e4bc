import {allRows} from '../../doctor/all-rows.js';
import {type CommandContext, Usage} from '../command.js';
import {wrap} from '../help/wrap.js';
import {unknownCode} from './unknown-code.js';

const width = 88;

/** Prints what a question looks at and why; all of them for `all`. */
export function explainRows(code: string, {stdout, columns = width}: CommandContext): number {
  const rows = code === 'all' ? allRows : allRows.filter(row => row.code === code);
  if (rows.length === 0) throw new Usage(unknownCode(code));
  stdout.write(
    rows
      .map(
        row =>
          `${row.code}: ${row.title} (${row.group})\n${wrap(row.explanation, Math.min(width, columns)).join('\n')}\n`,
      )
      .join('\n'),
  );
  return 0;
}
