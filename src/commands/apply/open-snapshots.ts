import {isSnapshotName, SnapshotStore} from '../../maintenance/apply/snapshot-store.js';
import {LockFile} from '../../maintenance/state/folder-lock.js';
import {type CommandContext, Usage} from '../command.js';

/** The snapshots of this table; undefined after saying why there are none. */
export async function openSnapshots(command: string, context: CommandContext): Promise<SnapshotStore | undefined> {
  const journal = await context.openJournal();
  if (!journal) {
    context.stderr.write(`lvsctl ${command}: this kernel's table ends with its process: it has no snapshots\n`);
    return undefined;
  }
  const pause = (milliseconds: number) => context.sleep(milliseconds / 1000);
  return new SnapshotStore(journal.folder, new LockFile(pause));
}

/** @throws Usage for what is no name */
export function snapshotName(words: readonly string[]): string {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0)
    throw new Usage('it takes one NAME: lvsctl snapshot list shows those there are');
  if (!isSnapshotName(name))
    throw new Usage(`'${name}' is no name for a snapshot: letters, digits, dots, dashes and underscores, at most 100`);
  return name;
}
