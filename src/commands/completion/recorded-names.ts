import {DrainStore} from '../../maintenance/drain/drain-store.js';
import {openSnapshots} from '../apply/open-snapshots.js';
import type {CommandContext} from '../command.js';
import type {Candidate} from './question.js';

/** What can be undrained. */
export async function drainNames(context: CommandContext): Promise<readonly Candidate[]> {
  const {folder} = await context.openDrains();
  return new DrainStore(folder).read().records.map(({target, reason, user}) => ({
    value: target,
    description: reason === undefined ? `drained by ${user}` : `drained by ${user}: ${reason}`,
  }));
}

export async function snapshotNames(context: CommandContext): Promise<readonly Candidate[]> {
  const store = await openSnapshots('complete', context);
  return (store?.names() ?? []).map(value => ({value, description: 'snapshot'}));
}

/** The last entries, the newest first. */
export async function entryNumbers(context: CommandContext): Promise<readonly Candidate[]> {
  const journal = await context.openJournal();
  const records = journal?.store.read(mostEntries).records ?? [];
  return records.slice(0, mostEntries).map(({entry}) => ({value: String(entry.id), description: entry.command}));
}

const mostEntries = 30;
