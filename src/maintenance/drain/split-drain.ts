import {formatAddress} from '../../net/address.js';
import {type DrainedDestination, drainKey, type DrainRecord} from './drain-record.js';
import type {Drains} from './drains.js';

/**
 * Makes a drain of its own of a part of one, so that the part can end: whoever keeps the rest in force leaves it alone.
 * NB: the part is recorded first. Whoever dies in between leaves it in both, and the whole in force.
 * @returns the part; undefined where there is none any more
 */
export function splitDrain(
  drains: Drains,
  {target, services}: DrainRecord,
  isMeant: (drained: DrainedDestination) => boolean,
): Promise<DrainRecord | undefined> {
  return drains.locked(`undrain ${target}`, async () => {
    const record = drains.find({target, services});
    const meant = record?.destinations.filter(isMeant) ?? [];
    if (!record || meant.length === 0) return undefined;
    const others = record.destinations.filter(one => !isMeant(one));
    if (others.length === 0) return record;
    const hosts = [...new Set(meant.map(({destination}) => formatAddress(destination.address)))].join(', ');
    const part = {...record, target: `${hosts} of ${drainKey(record)}`, services: [], destinations: meant};
    drains.put({...part, worker: drains.self, stage: 'restoring'});
    drains.put({...record, destinations: others.map(one => watched(one, meant))});
    return part;
  });
}

/** What its owner quiesces together with servers that will be back it quiesces no more: somebody has to watch. */
function watched(one: DrainedDestination, ending: readonly DrainedDestination[]): DrainedDestination {
  const way = JSON.stringify(one.way);
  return one.way && ending.some(other => JSON.stringify(other.way) === way) ? {...one, way: {type: 'watch'}} : one;
}
