import {sortEntries} from '../ipvsadm/sort.js';
import {versionText} from '../ipvsadm/format-table.js';
import {formatServiceId, matchesService, type ServicePattern} from '../ipvs/service-text.js';
import type {TableEntry} from '../ipvs/table.js';
import {findOwnership} from '../maintenance/find-ownership.js';
import type {Owner} from '../maintenance/owner.js';
import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {CommandContext} from './command.js';
import {listColumns, listRows} from './list-columns.js';
import type {ListOptions} from './list.js';
import {formatColumns} from './output/columns.js';
import type {NameBook} from '../settings/name-book.js';
import {namesToShow} from './settings/names-to-show.js';
import {serviceDocument} from './output/service-document.js';
import {type Document, formatDocument} from './output/structured.js';

/** Cursor to the upper left corner; erase to the end of the screen. */
const home = '\u001b[H';
const eraseBelow = '\u001b[J';
const eraseScreen = '\u001b[2J';

/** Shows services, once or again and again. Resolves to the exit status. */
export async function runList(
  given: ListOptions,
  patterns: readonly ServicePattern[],
  context: CommandContext,
): Promise<number> {
  const open = await context.open();
  if (!open) return 2;
  try {
    return await print(given, patterns, context, open);
  } finally {
    open.ipvs.close();
  }
}

async function print(
  options: ListOptions,
  patterns: readonly ServicePattern[],
  context: CommandContext,
  open: OpenIpvs,
): Promise<number> {
  const owners = showsOwners(options) ? await context.openOwners() : [];
  const names = await namesToShow(context, options.numeric);
  const known = await namesToShow(context, undefined);
  for (let round = 0; ; round++) {
    const {entries} = await open.ipvs.table();
    const chosen = sortEntries(
      entries.filter(
        ({service: {id}}) => patterns.length === 0 || patterns.some(pattern => matchesService(pattern, id)),
      ),
      'lvsctl',
    );
    if (patterns.length > 0 && chosen.length === 0) return explainNoMatch(entries, context);
    for (const owner of owners) await owner.look();
    context.stdout.write(await render(chosen, options, {context, open, owners, names, known, round}));
    if (options.watch === undefined) return 0;
    await context.sleep(options.watch);
    if (context.isInterrupted()) return 130;
  }
}

interface Listing {
  readonly context: CommandContext;
  readonly open: OpenIpvs;
  /** As they were just looked at. */
  readonly owners: readonly Owner[];
  /** What is shown instead of numbers. */
  readonly names: NameBook;
  /** What documents tell beside numbers. */
  readonly known: NameBook;
  readonly round: number;
}

/** Looking for them costs more than the table itself: only where they are shown. */
function showsOwners({output, columns}: ListOptions): boolean {
  if (output === 'json' || output === 'yaml') return true;
  return output === 'wide' || columns?.includes('owner') === true;
}

async function render(entries: readonly TableEntry[], options: ListOptions, listing: Listing): Promise<string> {
  const {context, owners, names, round} = listing;
  const format = options.output ?? 'table';
  const isSeries = options.watch !== undefined;
  if (format === 'json' || format === 'yaml') return formatDocument(listDocument(entries, listing), format, isSeries);
  const wanted = {
    isWide: format === 'wide',
    stats: options.stats === true,
    rate: options.rate === true,
    chosen: options.columns,
  };
  const text = context.mark + formatColumns(listColumns(wanted, names), listRows(entries, findOwnership(owners)));
  if (!isSeries) return text;
  if (!context.isTerminal) return round === 0 ? text : `\n${text}`;
  return `${round === 0 ? eraseScreen : ''}${home}${text.replaceAll('\n', '\u001b[K\n')}${eraseBelow}`;
}

function listDocument(entries: readonly TableEntry[], {context, open, owners, known}: Listing): Document {
  const {information} = open;
  const ownershipOf = findOwnership(owners);
  return {
    schema: 'lvsctl.list/1',
    kernel: {
      ipvs: versionText(information.version),
      connectionTableSize: information.connectionTableSize,
      embedded: context.isEmbedded,
    },
    services: entries.map(entry => serviceDocument(entry, ownershipOf, known)),
  };
}

function explainNoMatch(entries: readonly TableEntry[], {stderr}: CommandContext): number {
  const known = sortEntries(entries, 'lvsctl')
    .slice(0, 20)
    .map(({service: {id}}) => formatServiceId(id));
  const more = entries.length > known.length ? ` and ${entries.length - known.length} more` : '';
  stderr.write(
    `lvsctl list: no such service. ${known.length === 0 ? 'The table is empty.' : `There are: ${known.join(', ')}${more}`}\n`,
  );
  return 1;
}
