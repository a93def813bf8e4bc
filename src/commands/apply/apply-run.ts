import type {TableFormat} from '../../config/table/file-table.js';
import {readJson} from '../../config/table/read-json.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {CommandContext} from '../command.js';
import {openSnapshots, snapshotName} from './open-snapshots.js';
import {readTableFile} from './read-file.js';
import {runTable, type TableRun} from './run-table.js';
import {whatThereIs} from '../../ipvs/nearest-name.js';

/** With the table of a file. Resolves to the exit status. */
export async function runFile(
  run: Omit<TableRun, 'file'>,
  format: TableFormat | undefined,
  context: CommandContext,
): Promise<number> {
  const file = await readTableFile(run.source, format, context);
  return runTable({...run, file}, context);
}

/** With the table of a snapshot; what is not in it is deleted. Resolves to the exit status. */
export async function runSnapshot(
  names: readonly string[],
  run: Omit<TableRun, 'source' | 'file' | 'prunes'>,
  context: CommandContext,
): Promise<number> {
  const name = snapshotName(names);
  const store = await openSnapshots(run.command, context);
  if (!store) return 2;
  const stored = store.has(name) ? store.read(name) : {problem: noneOf(name, store.names())};
  if ('problem' in stored) {
    context.stderr.write(`lvsctl ${run.command}: ${name}: ${escapeControls(stored.problem)}\n`);
    return 2;
  }
  const file = readJson({name: `${store.folder}/${name}.json`, text: stored.text});
  return runTable({...run, source: name, file, prunes: true}, context);
}

function noneOf(name: string, names: readonly string[]): string {
  return names.length === 0
    ? 'there are no snapshots: lvsctl snapshot save NAME makes one'
    : `there is no such snapshot; ${whatThereIs(name, names)}`;
}
