import {problemsOf} from './begin-drain.js';
import {drainKey, type DrainRecord, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {planReapply, type PutBack} from './reapply.js';
import {readServices} from './read-table.js';

export interface Reapplied {
  /** What had got a weight. */
  readonly putBack: readonly PutBack[];
  readonly problems: readonly string[];
}

/** Puts drains in force again where they are not: read anew while nobody can end one. @param about only these, by name */
export function reapplyDrains(drains: Drains, about: readonly DrainRecord[]): Promise<Reapplied> {
  const names = new Set(about.map(drainKey));
  return drains.locked('drain: weight 0 again', async () => {
    const records = drains.stored().records.filter(one => names.has(drainKey(one)));
    const table = await readServices(drains.ipvs, servicesOf(records));
    const {changes, putBack} = planReapply(records, table, drains.world);
    const outcomes = await drains.make(changes, {command: `drain ${[...names].join(', ')}: weight 0 again`});
    return {putBack, problems: problemsOf(changes, outcomes)};
  });
}
