import type {Outcome} from '../../ipvs/change.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {JournalChange} from '../journal/journal-entry.js';

/** Makes changes in order, those of the table in one batch where they follow one another, and keeps no account. */
export async function makeUnrecorded(ipvs: Ipvs, changes: readonly JournalChange[]): Promise<readonly Outcome[]> {
  const [first, ...rest] = changes;
  if (!first) return [];
  if (first.type === 'set-sysctl') {
    const outcome = await ipvs.setSysctl(first.name, first.value).then(
      () => undefined,
      (error: Error) => error,
    );
    return [outcome, ...(await makeUnrecorded(ipvs, rest))];
  }
  const next = changes.findIndex(({type}) => type === 'set-sysctl');
  const ofTable = changes.slice(0, next < 0 ? undefined : next).filter(one => one.type !== 'set-sysctl');
  return [...(await ipvs.apply(ofTable)), ...(await makeUnrecorded(ipvs, changes.slice(ofTable.length)))];
}
