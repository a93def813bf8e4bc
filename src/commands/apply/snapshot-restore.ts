import {readJson} from '../../config/table/read-json.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, defineCommand} from '../command.js';
import {word} from '../kinds.js';
import {openSnapshots, snapshotName} from './open-snapshots.js';
import {runTable, type TableRun} from './run-table.js';
import {changeOptions, outputOption} from './table-options.js';

const words = {name: 'NAME', kind: word, describe: 'as lvsctl snapshot list shows it'} as const;

export const snapshotDiff = defineCommand({
  name: 'snapshot diff',
  summary: 'what has changed since a copy was kept; exit status 1 where they differ',
  words,
  options: {output: outputOption},
  examples: [['lvsctl snapshot diff before-upgrade', 'the ipvsadm commands that would bring it back']],
  run: ({output = 'table'}, names, context) =>
    withSnapshot(names, {command: 'snapshot diff', mode: 'show', output}, context),
});

export const snapshotRestore = defineCommand({
  name: 'snapshot restore',
  summary: 'make the table what it was when a copy was kept; what is not in it is deleted',
  words,
  options: {...changeOptions, output: outputOption},
  examples: [['lvsctl snapshot restore before-upgrade --dry-run', 'what would be done']],
  run: ({'dry-run': isDryRun, force, 'no-journal': isUnrecorded, reason, output = 'table'}, names, context) =>
    withSnapshot(
      names,
      {
        command: 'snapshot restore',
        mode: isDryRun ? 'plan' : 'apply',
        output,
        reason,
        isUnrecorded: isUnrecorded === true,
        isForced: force === true,
      },
      context,
    ),
});

async function withSnapshot(
  names: readonly string[],
  run: Omit<TableRun, 'source' | 'file' | 'prunes'>,
  context: CommandContext,
): Promise<number> {
  const name = snapshotName(names);
  const store = await openSnapshots(run.command, context);
  if (!store) return 2;
  const stored = store.has(name) ? store.read(name) : {problem: noneOf(store.names())};
  if ('problem' in stored) {
    context.stderr.write(`lvsctl ${run.command}: ${name}: ${escapeControls(stored.problem)}\n`);
    return 2;
  }
  const file = readJson({name: `${store.folder}/${name}.json`, text: stored.text});
  return runTable({...run, source: name, file, prunes: true}, context);
}

function noneOf(names: readonly string[]): string {
  return names.length === 0
    ? 'there are no snapshots: lvsctl snapshot save NAME makes one'
    : `there is no such snapshot. There are: ${names.join(', ')}`;
}
