import type {CheckHistoryEntry} from '../../director/protocol/checks-report.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, Usage} from '../command.js';
import {type Column, formatColumns} from '../output/columns.js';
import {formatDocument} from '../output/structured.js';
import type {CheckHistoryOptions} from './check-history.js';
import {historyDocument} from './checks-document.js';
import {withChecks} from './opened-checks.js';
import {checksOptions} from './options.js';

const columns: readonly Column<CheckHistoryEntry>[] = [
  {title: 'TIME', align: 'left', cell: ({at}) => localTime(at)},
  {title: 'SERVICE', align: 'left', cell: ({pool}) => pool},
  {title: 'SERVER', align: 'left', cell: ({server}) => server ?? '-'},
  {title: 'WHAT', align: 'left', cell: ({type}) => type},
  {title: 'LAYER', align: 'left', cell: ({layer}) => layer ?? '-'},
  {title: 'WHY', align: 'left', cell: ({words}) => words},
];

/** Shows what happened to servers, the oldest first. Resolves to the exit status. */
export function runCheckHistory(
  given: CheckHistoryOptions,
  names: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (names.length > 1) throw new Usage('one real server at a time, or none for all');
  return withChecks('checks history', checksOptions(given), context, async source => {
    const {entries, notes} = await source.history(names[0]);
    const {output} = given;
    if (output === 'json' || output === 'yaml')
      context.stdout.write(await formatDocument(historyDocument(source.name, entries, notes), output, false));
    else {
      context.stdout.write(
        entries.length === 0 ? 'Nothing is known to have happened.\n' : formatColumns(columns, entries),
      );
      for (const note of notes) context.stderr.write(`lvsctl checks history: ${escapeControls(note)}\n`);
    }
    return 0;
  });
}

/** `2026-11-21 12:03:04`, in the time of this host. */
function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
