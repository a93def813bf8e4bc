import {snapshotSummary} from '../../config/table/snapshot-text.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {CommandContext} from '../command.js';
import {type Column, formatColumns} from '../output/columns.js';
import {formatDocument} from '../output/structured.js';
import {openSnapshots} from './open-snapshots.js';
import type {SnapshotListOptions} from './snapshot-list.js';

/** Shows the copies that are kept. Resolves to the exit status. */
export async function runSnapshotList(
  {output}: SnapshotListOptions,
  _: readonly never[],
  context: CommandContext,
): Promise<number> {
  const store = await openSnapshots('snapshot list', context);
  if (!store) return 2;
  const found = store.names().map(name => {
    const stored = store.read(name);
    const summary = 'text' in stored ? snapshotSummary(stored.text) : undefined;
    return {name, summary, problem: 'problem' in stored ? stored.problem : 'it is no snapshot'};
  });
  for (const {name, summary, problem} of found)
    if (!summary)
      context.stderr.write(
        `lvsctl snapshot list: ${name}: ${escapeControls(problem)}. lvsctl snapshot save ${name} --replace puts one of now in its place\n`,
      );
  const good = found.flatMap(({name, summary}) => (summary ? [{...summary, name}] : []));
  if (output === 'json' || output === 'yaml') {
    const document = {schema: 'lvsctl.snapshots/1', kernel: {embedded: context.isEmbedded}, snapshots: good};
    context.stdout.write(await formatDocument(document, output, false));
  } else context.stdout.write(context.mark + tableOf(good));
  return good.length < found.length ? 1 : 0;
}

type Listed = NonNullable<ReturnType<typeof snapshotSummary>>;

const columns: readonly Column<Listed>[] = [
  {title: 'NAME', align: 'left', cell: ({name}) => name},
  {title: 'TIME', align: 'left', cell: ({at}) => at},
  {title: 'SERVICES', align: 'right', cell: ({services}) => String(services)},
  {title: 'SERVERS', align: 'right', cell: ({servers}) => String(servers)},
  {title: 'NOTE', align: 'left', cell: ({note}) => note ?? ''},
];

function tableOf(snapshots: readonly Listed[]): string {
  if (snapshots.length === 0) return 'There are none: lvsctl snapshot save NAME makes one.\n';
  return formatColumns(columns, snapshots);
}
