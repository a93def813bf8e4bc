import {addedFlags, isInForce} from '../../maintenance/drain/in-force.js';
import {type DrainedDestination, type DrainRecord, placeOf} from '../../maintenance/drain/drain-record.js';
import type {ServiceConfiguration} from '../../ipvs/service.js';

/**
 * What a drain wants of a destination: `held`, weight 0; `emptied`, gone when it has no connections, and not back before
 * its end; `restoring`, somebody gives it its weight back just now.
 */
export interface DrainWish {
  readonly type: 'held' | 'emptied' | 'restoring';
  readonly record: DrainRecord;
  readonly drained: DrainedDestination;
}

/** What the drains of this boot want. */
export interface DrainWishes {
  /** By placeKey. */
  readonly places: ReadonlyMap<string, DrainWish>;
  /** Bits of its scheduler that drains in force have added. */
  flagsOf(service: Pick<ServiceConfiguration, 'id' | 'scheduler'>): number;
  /** The same of drains that end just now: whoever ends them takes the bits away. */
  endingFlagsOf(service: Pick<ServiceConfiguration, 'id' | 'scheduler'>): number;
}

/** Of several drains of one destination, what goes furthest. */
const order = ['restoring', 'held', 'emptied'] as const;

export function drainWishes(records: readonly DrainRecord[], boot: string): DrainWishes {
  const ours = records.filter(record => record.boot === boot);
  const places = new Map<string, DrainWish>();
  for (const record of ours) {
    const type = typeOf(record);
    for (const drained of record.destinations) {
      const key = placeOf(drained);
      const known = places.get(key);
      if (!known || order.indexOf(known.type) < order.indexOf(type)) places.set(key, {type, record, drained});
    }
  }
  const standing = ours.filter(record => isInForce(record, {boot}));
  return {
    places,
    flagsOf: addedFlags(standing),
    endingFlagsOf: addedFlags(ours.filter(record => !standing.includes(record))),
  };
}

function typeOf({stage}: DrainRecord): DrainWish['type'] {
  if (stage === 'restoring') return 'restoring';
  return stage === 'removing' || stage === 'removed' ? 'emptied' : 'held';
}
