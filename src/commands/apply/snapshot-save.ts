import {snapshotText} from '../../config/table/snapshot-text.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {readCurrentTable} from '../../maintenance/apply/current-table.js';
import {defineCommand} from '../command.js';
import {flag, word} from '../kinds.js';
import {openSnapshots, snapshotName} from './open-snapshots.js';

export const snapshotSave = defineCommand({
  name: 'snapshot save',
  summary: 'keep a copy of the whole table under a name',
  words: {name: 'NAME', kind: word, describe: 'letters, digits, dots, dashes and underscores'},
  options: {
    note: {kind: word, describe: 'what it is, for the list'},
    replace: {kind: flag, describe: 'in the place of one that has the name already'},
  },
  examples: [['lvsctl snapshot save before-upgrade --note "kernel 6.1 to 6.12"', '']],
  async run({note, replace}, words, context) {
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
        `${context.mark}${name}: ${table.entries.length} services with ${servers} servers, in ${store.folder}\n`,
      );
      return 0;
    } catch (error) {
      if (isRefusal(error)) return complain(refusalWords(error), 2);
      return complain(`it was not saved: ${(error as Error).message}`, 2);
    } finally {
      open.ipvs.close();
    }
  },
});
