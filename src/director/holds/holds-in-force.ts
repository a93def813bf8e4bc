import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {HoldState} from '../protocol/director-state.js';
import {heldTogether} from './held-together.js';

/**
 * What is held, by the names of sync groups and of virtual routers without one. Of holds of the same the newest counts: a
 * reload may bring together what was held apart. A name that is not there is in it too: a reload may bring that as well.
 * @param holds the oldest first
 */
export function holdsInForce(
  holds: readonly HoldState[],
  configuration: RouterConfiguration,
): ReadonlyMap<string, HoldState> {
  return new Map(holds.map(hold => [heldTogether(configuration, hold.target)?.name ?? hold.target, hold]));
}
