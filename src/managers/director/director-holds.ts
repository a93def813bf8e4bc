import type {DirectorState, HoldState, RouterState} from '../../director/protocol/director-state.js';
import type {KnownHold} from '../../vrrp/handover/router-owner.js';

/** What the director holds, the oldest first. It ends those that expire by itself. */
export function directorHolds(state: DirectorState): readonly KnownHold[] {
  return state.holds.map(hold => knownHold(hold, state)).toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));
}

/** One of a router that the configuration has no more acts on nothing, and would act again if it came back. */
function knownHold({target, as, since, owner, reason, expires}: HoldState, {routers}: DirectorState): KnownHold {
  const instances = heldRouters(routers, target).map(({name}) => name);
  const isInForce = instances.length > 0;
  return {
    target,
    as,
    instances,
    since,
    owner,
    reason,
    expires,
    endedBy: expires === undefined ? 'nobody' : 'director',
    how: isInForce ? `the director keeps it ${as}` : 'not in force: the director runs no such virtual router now',
    isInForce,
  };
}

/** The routers of this name, or of the sync group of this name or that one is in: they are held together. */
export function heldRouters(routers: readonly RouterState[], target: string): readonly RouterState[] {
  const one = routers.find(({name}) => name === target);
  const group = one ? one.group : target;
  return one && group === undefined ? [one] : routers.filter(router => router.group === group);
}
