import type {DirectorState, HoldState, RouterState} from '../../director/protocol/director-state.js';
import type {KnownHold} from '../../vrrp/handover/router-owner.js';

/** What the director holds, the oldest first. It ends those that expire by itself. */
export function directorHolds({holds, routers}: DirectorState): readonly KnownHold[] {
  const sorted = holds.toSorted((a, b) => a.since - b.since);
  return sorted.map((hold, i) => knownHold(hold, routers, sorted.slice(i + 1)));
}

/**
 * One of a router that the configuration has no more acts on nothing, and would act again if it came back. So does one
 * whose routers a newer one holds, which a reload may have brought together.
 */
function knownHold(hold: HoldState, routers: readonly RouterState[], later: readonly HoldState[]): KnownHold {
  const {target, as, since, owner, reason, expires} = hold;
  const instances = heldRouters(routers, target).map(({name}) => name);
  const newer = later.findLast(one => heldRouters(routers, one.target).some(({name}) => instances.includes(name)));
  const isInForce = instances.length > 0 && newer === undefined;
  return {
    target,
    as,
    instances,
    since,
    owner,
    reason,
    expires,
    endedBy: expires === undefined ? 'nobody' : 'director',
    how: isInForce
      ? `the director keeps it ${as}`
      : `not in force: ${newer ? `${newer.target} is held anew since` : 'the director runs no such virtual router now'}`,
    isInForce,
  };
}

/** The routers of this name, or of the sync group of this name or that one is in: they are held together. */
export function heldRouters(routers: readonly RouterState[], target: string): readonly RouterState[] {
  const one = routers.find(({name}) => name === target);
  const group = one ? one.group : target;
  return one && group === undefined ? [one] : routers.filter(router => router.group === group);
}
