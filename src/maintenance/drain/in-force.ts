import type {Service} from '../../ipvs/service.js';
import {serviceKey} from '../../ipvs/service.js';
import {type DrainedDestination, type DrainRecord, placeOf} from './drain-record.js';

/** Whether its destinations are to have weight 0 now: begun in this boot, and nobody takes it back. */
export function isInForce({stage, boot}: DrainRecord, now: {readonly boot: string}): boolean {
  return boot === now.boot && stage !== 'restoring';
}

/** What records hold of a destination. */
export interface Holding {
  readonly record: DrainRecord;
  readonly drained: DrainedDestination;
}

/** The records that hold each destination, by placeKey, the oldest first. */
export function holdings(records: readonly DrainRecord[]): ReadonlyMap<string, readonly Holding[]> {
  const held = new Map<string, Holding[]>();
  for (const record of records)
    for (const drained of record.destinations) {
      const key = placeOf(drained);
      const known = held.get(key);
      if (known) known.push({record, drained});
      else held.set(key, [{record, drained}]);
    }
  return held;
}

/** Tells the bits that drains have added to a service and its scheduler knows; 0 for none. */
export function addedFlags(records: readonly DrainRecord[]): (service: Pick<Service, 'id' | 'scheduler'>) => number {
  const known = new Map<string, number>();
  const keyOf = (id: Service['id'], scheduler: string) => `${serviceKey(id)} ${scheduler}`;
  for (const {service, scheduler, flags} of records.flatMap(record => record.flags)) {
    const key = keyOf(service, scheduler);
    known.set(key, (known.get(key) ?? 0) | flags);
  }
  return ({id, scheduler}) => known.get(keyOf(id, scheduler)) ?? 0;
}
