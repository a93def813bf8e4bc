import type {Ownership, OwnedWay} from '../owner.js';
import type {wayWithin} from '../owner-way.js';
import {configurationOf} from './configuration.js';
import type {DrainSituation} from './drain-plan.js';
import {type DrainedDestination, placeKey} from './drain-record.js';
import {type Holding, isInForce} from './in-force.js';
import type {Chosen} from './selection.js';

/**
 * How the destination was before any drain. What another drain holds was quiesced by that. After a reboot the table is
 * what somebody made it then, unless it was saved while the drain was on: weight 0. NB: a tracked file says something else
 * by now than what undrain has to write there.
 */
export function remember(
  one: Chosen,
  holders: readonly Holding[] = [],
  situation: DrainSituation,
  chooseWay: (ownership: Ownership) => OwnedWay,
): DrainedDestination {
  const ownership = situation.ownershipOf(one);
  const earlier = holders.find(({record}) => record.boot === situation.boot) ?? holders.at(-1);
  const isKnown = earlier && (earlier.record.boot === situation.boot || one.destination.weight === 0);
  return {
    service: one.service.id,
    destination: isKnown ? earlier.drained.destination : configurationOf(one.destination),
    owner: ownership?.owner,
    configuredWeight: isKnown ? earlier.drained.configuredWeight : ownership?.configuredWeight,
    way: earlier?.drained.way?.type === 'file' ? earlier.drained.way : ownership && chooseWay(ownership),
  };
}

export type IsDrained = Parameters<typeof wayWithin>[1];

/** Whether a destination will be drained: by this one, or another that is in force. */
export function drainedBy(
  chosen: readonly Chosen[],
  held: ReadonlyMap<string, readonly Holding[]>,
  situation: DrainSituation,
): IsDrained {
  const own = new Set(chosen.map(({service, destination}) => placeKey(service.id, destination)));
  return (service, destination) => {
    const key = placeKey(service, destination);
    return own.has(key) || held.get(key)?.some(({record}) => isInForce(record, situation)) === true;
  };
}
