import {snapshotText} from '../../config/table/snapshot-text.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {readCurrentTable} from '../../maintenance/apply/current-table.js';
import type {CommandContext} from '../command.js';
import {openSnapshots, snapshotName} from './open-snapshots.js';
import type {SnapshotSaveOptions} from './snapshot-save.js';
import {systemWords} from '../../ipvs/system-words.js';
import {counted} from '../output/counted.js';

/** Keeps a copy of the table. Resolves to the exit status. */
export async function runSnapshotSave(
  {note, replace}: SnapshotSaveOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const name = snapshotName(words);
  const store = await openSnapshots('snapshot save', context);
  const open = store && (await context.open());
  if (!store || !open) return 2;
  const complain = (text: string, status: number): number => {
    context.stderr.write(`lvsctl snapshot save: ${text}\n`);
    return status;
  };
  try {
    if (store.has(name) && replace !== true)
      return complain(`there is one named ${name} already: --replace puts this in its place`, 4);
    const table = await readCurrentTable(open.ipvs);
    const at = new Date(context.now()).toISOString();
    await store.save(name, snapshotText({name, at, note: note ?? null}, table));
    const servers = table.entries.reduce((all, {destinations}) => all + destinations.length, 0);
    context.stdout.write(
      `${context.mark}${name}: ${counted(table.entries.length, 'service')} with ${counted(servers, 'server')}, in ${store.folder}\n`,
    );
    return 0;
  } catch (error) {
    if (isRefusal(error)) return complain(refusalWords(error), 2);
    return complain(`it was not saved: ${systemWords(error)}`, 2);
  } finally {
    open.ipvs.close();
  }
}
