import {type Connection, isTemplate} from '../ipvs/connection.js';
import {formatAddress} from '../net/address.js';
import {formatEndpoint} from '../net/endpoint.js';
import type {CommandContext} from './command.js';
import {stateName} from './connection-filter.js';
import type {NameBook} from '../settings/name-book.js';
import {connectionService, connectionsHead, shownService} from './connection-output.js';
import type {CountKey} from './count-keys.js';
import {type Column, formatColumns} from './output/columns.js';
import {nameDocument} from './output/service-document.js';
import {formatDocument, type OutputFormat} from './output/structured.js';

interface Count {
  readonly key: string;
  /** The key with the names of the settings. */
  readonly shown: string;
  connections: number;
  templates: number;
}

/** By what they are counted, and how that is shown. */
const keys: Readonly<
  Record<CountKey, {of(connection: Connection): string; shown(connection: Connection, names: NameBook): string}>
> = {
  client: {
    of: ({client}) => formatAddress(client.address),
    shown: ({client}, names) => names.address(client.address),
  },
  real: {
    of: ({destination}) => formatEndpoint(destination),
    shown: ({destination}, names) => names.endpoint(destination),
  },
  service: {of: connectionService, shown: shownService},
  state: {of: stateName, shown: stateName},
};

/** How many connections there are by each client, real server, service or state, most first, at most `limit` rows. */
export async function printCounts(
  batches: Iterable<Connection[]>,
  by: CountKey,
  limit: number,
  format: OutputFormat,
  context: CommandContext,
  names: NameBook,
): Promise<void> {
  const counts = new Map<string, Count>();
  for (const batch of batches) {
    for (const connection of batch) {
      const key = keys[by].of(connection);
      const found = counts.get(key) ?? {
        key,
        shown: keys[by].shown(connection, names),
        connections: 0,
        templates: 0,
      };
      counts.set(key, found);
      if (isTemplate(connection)) found.templates++;
      else found.connections++;
    }
  }
  const sorted = [...counts.values()]
    .sort((a, b) => b.connections - a.connections || b.templates - a.templates || (a.key < b.key ? -1 : 1))
    .slice(0, limit);
  if (format === 'json' || format === 'yaml') {
    const document = {
      ...connectionsHead(context),
      countBy: by,
      counts: sorted.map(({key, shown, ...numbers}) => ({
        [by]: key,
        ...nameDocument(shown === key ? undefined : shown),
        ...numbers,
      })),
    };
    context.stdout.write(await formatDocument(document, format, false));
    return;
  }
  const columns: Column<Count>[] = [
    {title: by.toUpperCase(), align: 'left', cell: row => row.shown},
    {title: 'CONNECTIONS', align: 'right', cell: row => String(row.connections)},
    {title: 'TEMPLATES', align: 'right', cell: row => String(row.templates)},
  ];
  context.stdout.write(context.mark + formatColumns(columns, sorted));
}
