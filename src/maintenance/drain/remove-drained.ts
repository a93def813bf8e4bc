import {destinationKey} from '../../ipvs/destination.js';
import type {Drains} from './drains.js';
import type {DrainRecord} from './drain-record.js';
import {finishDrain, leaveDrain} from './finish-drain.js';

/** How long the kernel is given to end what is left, and how often that is looked at, milliseconds. */
const grace = 10_000;
const between = 500;

/**
 * Deletes the servers of a drain, whose connections end by expire_nodest_conn where that is set; then puts it back.
 * NB: since Linux 5.9 the kernel ends them by itself, before that each at its next packet.
 */
export async function removeDrained(drains: Drains, record: DrainRecord): Promise<readonly string[]> {
  const problems = await finishDrain(drains, record);
  if (problems.length > 0 || record.sysctls.length === 0) return problems;
  const {clock, pause, isInterrupted} = drains.world;
  for (const until = clock() + grace; clock() < until && !isInterrupted() && hasConnections(drains, record); )
    await pause(between);
  return leaveDrain(drains, record);
}

function hasConnections({ipvs}: Drains, {destinations}: DrainRecord): boolean {
  const keys = new Set(destinations.map(({destination}) => destinationKey(destination)));
  for (const piece of ipvs.connections()) if (piece.some(one => keys.has(destinationKey(one.destination)))) return true;
  return false;
}
