import type {Change} from '../../ipvs/change.js';
import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {serviceOf} from '../../ipvs/inverses.js';
import {type DesiredEntry, type DesiredTable, type StagedChanges, stageChanges} from '../../ipvs/plan.js';
import {areSameDestinations, isSameDestination, isSameSetting} from '../../ipvs/same.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';

/** How a whole table is to become another one. */
export interface TablePlan {
  readonly stages: StagedChanges;
  /** Services that it touches, as they are, in the kernel's order with all their servers. */
  readonly before: readonly DesiredEntry[];
  /** What the table has and the other does not, and what stays since it is not pruned. */
  readonly unmentioned: readonly Change[];
}

export interface PlanOptions {
  /** Whether what is not wanted goes away. */
  readonly prunes: boolean;
  /** Two entries of which this says the same do not differ; undefined where every bit counts. */
  readonly saying?: {
    service(service: ServiceConfiguration): string;
    destination(id: ServiceId, destination: DestinationConfiguration): string;
  };
}

/** @param current in the kernel's order. @param desired what is to be added first comes first */
export function planTable(current: DesiredTable, desired: DesiredTable, {prunes, saying}: PlanOptions): TablePlan {
  const stages = stageChanges(current, desired, saying && ((wanted, now) => withUnsaid(wanted, now, saying)));
  const kept: StagedChanges = prunes ? stages : {...stages, removing: []};
  const touched = new Set(changesOf(kept).map(keyOfService));
  return {
    stages: kept,
    before: current.entries.filter(({service}) => touched.has(serviceKey(service.id))),
    unmentioned: prunes ? [] : stages.removing,
  };
}

/** All changes of a plan or of stages, in order. */
export function changesOf({building, quiescing, removing}: StagedChanges): readonly Change[] {
  return [...building, ...quiescing, ...removing];
}

/** A plan has only changes of services and servers. */
export function keyOfService(change: Change): string {
  return serviceKey(serviceOf(change) as ServiceId);
}

/** Where the file says the same of both, what the kernel has is what is wanted. */
function withUnsaid(
  wanted: DesiredEntry,
  existing: DesiredEntry,
  saying: NonNullable<PlanOptions['saying']>,
): DesiredEntry {
  const {service, destinations} = wanted;
  const isSaid =
    !isSameSetting(service, existing.service) && saying.service(service) === saying.service(existing.service);
  if (areSameDestinations(destinations, existing.destinations))
    return isSaid ? {service: existing.service, destinations} : wanted;
  const known = new Map(existing.destinations.map(one => [destinationKey(one), one]));
  return {
    service: isSaid ? existing.service : service,
    destinations: destinations.map(destination => {
      const now = known.get(destinationKey(destination));
      if (!now || isSameDestination(now, destination)) return destination;
      return saying.destination(service.id, now) === saying.destination(service.id, destination) ? now : destination;
    }),
  };
}
