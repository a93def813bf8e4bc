import type {Change, Outcome} from '../../ipvs/change.js';
import {type ErrnoCode, errnoNumber} from '../../ipvs/errno.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {StagedChanges} from '../../ipvs/plan.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {serviceKeyOfChange} from './change-service.js';
import type {KeptTable} from './kept-table.js';

export interface CarriedOut {
  readonly refused: readonly {readonly change: Change; readonly error: Error}[];
  /** By serviceKey: somebody changed it at the same moment, or nobody knows what became of it: to be looked at again. */
  readonly again: ReadonlySet<string>;
}

/**
 * Makes changes, stage by stage, and has the table follow. Who leaves a service stays while somebody who was to come
 * could not. Rejects where nothing can be asked of the kernel: what was asked for is in doubt then.
 */
export async function carryOutStages(ipvs: Ipvs, staged: StagedChanges, table: KeptTable): Promise<CarriedOut> {
  const refused: {change: Change; error: Error}[] = [];
  const again = new Set<string>();
  const missing = new Set<string>();
  for (const stage of ['building', 'quiescing', 'removing'] as const) {
    const isWaiting = new Set(refused.map(({change}) => serviceKeyOfChange(change)));
    const changes = staged[stage].filter(
      change => !(isWaiting.has(serviceKeyOfChange(change)) && table.isOfLeaving(change)),
    );
    if (changes.length === 0) continue;
    for (const [i, outcome] of (await ask(ipvs, changes, table)).entries()) {
      const change = changes[i] as Change;
      switch (judge(change, outcome)) {
        case 'made':
          table.known.follow(change);
          break;
        case 'in doubt':
          table.known.doubt(change);
          again.add(serviceKeyOfChange(change));
          break;
        case 'otherwise':
          if (!missing.has(serviceKeyOfChange(change))) again.add(serviceKeyOfChange(change));
          break;
        case 'refused':
          if (change.type === 'add-service') missing.add(serviceKeyOfChange(change));
          refused.push({change, error: outcome as Error});
      }
    }
  }
  return {refused, again};
}

async function ask(ipvs: Ipvs, changes: readonly Change[], table: KeptTable): Promise<readonly Outcome[]> {
  try {
    return await ipvs.apply(changes);
  } catch (error) {
    for (const change of changes) table.known.doubt(change);
    throw error;
  }
}

/** Refusals that say no more than that the table is not as it was read just before. */
const otherwise: Readonly<Partial<Record<Change['type'], readonly ErrnoCode[]>>> = {
  'add-service': ['EEXIST'],
  'edit-service': ['ESRCH'],
  'delete-service': ['ESRCH'],
  'add-server': ['EEXIST', 'ESRCH'],
  'edit-server': ['ENOENT', 'ESRCH'],
  'delete-server': ['ENOENT', 'ESRCH'],
};

function judge({type}: Change, outcome: Outcome): 'made' | 'in doubt' | 'otherwise' | 'refused' {
  if (!outcome) return 'made';
  if ('finding' in outcome) return outcome.finding === 'as asked' ? 'made' : 'in doubt';
  if (!isRefusal(outcome)) return 'in doubt';
  return otherwise[type]?.some(code => errnoNumber(code) === outcome.errno) ? 'otherwise' : 'refused';
}
