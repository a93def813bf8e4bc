import type {JournalRecord} from '../../maintenance/journal/journal.js';
import type {CommandContext} from '../command.js';
import {attempt, type Tell} from './attempt.js';
import {type Touchable, touches} from './touches.js';

/** So many entries of the journal are looked through. */
const mostEntries = 2000;
/** So many are shown. */
const mostChanges = 5;

/** The last changes that touched it, the last first. */
export function lastChanges(
  touchable: Touchable,
  context: CommandContext,
  tell: Tell,
): Promise<readonly JournalRecord[]> {
  return attempt('journal', tell, [], async () => {
    const journal = await context.openJournal();
    if (!journal) {
      tell('journal', "this kernel's table ends with its process: it has none");
      return [];
    }
    const {records, problems} = journal.store.read(mostEntries);
    for (const problem of problems) tell('journal', problem);
    return records
      .slice(0, mostEntries)
      .filter(record => touches(record, touchable))
      .slice(0, mostChanges);
  });
}
