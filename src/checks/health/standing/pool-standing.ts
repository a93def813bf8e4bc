import {thresholdOf} from '../pool-state.js';
import type {PoolRecord} from '../records.js';
import type {MemberStanding, PoolStanding} from '../standing.js';
import {memberStanding} from './member-standing.js';

/** How a pool stands; made once, until something of it changes. */
export function poolStanding(pool: PoolRecord): PoolStanding {
  const {name, settings, state, count} = pool;
  pool.standing ??= {
    name,
    hasQuorum: state.hasQuorum,
    since: state.since,
    count,
    threshold: thresholdOf(settings, state),
    sorry: settings.sorry ? (state.isReplaced ? 'serving' : 'idle') : 'none',
    members: memberStandings(pool),
  };
  return pool.standing;
}

/** A list of its own, as what was given away stays as it is; of a large pool it is a copy with a few others in it. */
function memberStandings(pool: PoolRecord): readonly MemberStanding[] {
  const {shown, stale, members} = pool;
  const made = shown ? shown.slice() : Array.from(members.values(), memberStanding);
  if (shown) for (const member of stale) made[member.index] = memberStanding(member);
  pool.shown = made;
  pool.stale = [];
  return made;
}
