import type {Milliseconds} from '../milliseconds.js';
import {type DrainRecord, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {type LeftConnections, totalOf, watchedOf} from './wait-for-drain.js';
import {watchServices} from './read-table.js';

/** A drain as it stands now. */
export interface DrainState {
  readonly record: DrainRecord;
  /**
   * `unfinished`: its process died while it began, removed or ended it. `suspended`: by a reboot. `put back`: somebody
   * gave a server weight again, and nobody has set it to 0 since.
   */
  readonly state: 'draining' | 'drained' | 'removed' | 'ending' | 'beginning' | 'unfinished' | 'suspended' | 'put back';
  /** Its end has come, and nobody has carried it out. */
  readonly isOverdue: boolean;
  /** Whether a process waits for it. */
  readonly isAttended: boolean;
  readonly left: LeftConnections;
  /** Of its servers: that have weight above 0 now, and that are no longer there. */
  readonly withWeight: number;
  readonly gone: number;
}

/** All of them, the oldest first. Reads the drained services only; changes nothing. */
export async function drainStates(
  drains: Drains,
): Promise<{states: readonly DrainState[]; problems: readonly string[]}> {
  const {records, problems} = drains.stored();
  const entries = await watchServices(drains.ipvs, servicesOf(records));
  const states = records.map(record => {
    const watched = [...watchedOf(entries, record).values()];
    const withWeight = watched.filter(({weight}) => weight > 0).length;
    const isAttended = drains.isAttended(record);
    const left = totalOf(watched);
    return {
      record,
      state: stateOf(record, drains.world.boot, {isAttended, withWeight, isEmpty: isNothing(left)}),
      isOverdue: isOverdue(record, drains.world.clock()),
      isAttended,
      left,
      withWeight,
      gone: record.destinations.length - watched.length,
    };
  });
  return {states, problems};
}

export function isOverdue({expires}: DrainRecord, now: Milliseconds): boolean {
  return expires !== undefined && expires <= now;
}

function isNothing({active, inactive, persistent}: LeftConnections): boolean {
  return active + inactive + persistent === 0;
}

interface Seen {
  readonly isAttended: boolean;
  readonly withWeight: number;
  readonly isEmpty: boolean;
}

function stateOf(record: DrainRecord, boot: string, {isAttended, withWeight, isEmpty}: Seen): DrainState['state'] {
  if (record.boot !== boot) return 'suspended';
  switch (record.stage) {
    case 'quiescing':
      return isAttended ? 'beginning' : 'unfinished';
    case 'restoring':
      return isAttended ? 'ending' : 'unfinished';
    case 'removing':
      return isAttended ? 'draining' : 'unfinished';
    case 'draining':
      if (withWeight > 0) return 'put back';
      return isEmpty && !isAttended && record.whenEmpty === 'stay' ? 'drained' : 'draining'; // nobody was there to note it
    case 'drained':
      return withWeight > 0 ? 'put back' : 'drained';
    case 'removed':
      return withWeight > 0 ? 'put back' : 'removed';
  }
}
