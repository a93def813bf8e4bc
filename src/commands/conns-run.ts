import type {CommandContext} from './command.js';
import {printCounts} from './connection-counts.js';
import {filterConnections} from './connection-filter.js';
import {printConnections} from './connection-output.js';
import type {ConnsOptions} from './conns.js';
import {namesToShow} from './settings/names-to-show.js';

/** Shows or counts connections. Resolves to the exit status. */
export async function runConns(
  given: ConnsOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  const open = await context.open();
  if (!open) return 2;
  const {'count-by': by, output: format = 'table', limit = Number.POSITIVE_INFINITY} = given;
  const isDocument = format === 'json' || format === 'yaml';
  try {
    const names = await namesToShow(context, isDocument ? undefined : given.numeric);
    const chosen = filterConnections(
      open.ipvs.connections(),
      given,
      by === undefined ? limit : Number.POSITIVE_INFINITY,
    );
    await (by === undefined
      ? printConnections(chosen, format, context, names)
      : printCounts(chosen, by, limit, format, context, names));
    return 0;
  } finally {
    open.ipvs.close();
  }
}
