import type {DestinationId} from '../ipvs/destination.js';
import type {ServiceId} from '../ipvs/service.js';
import type {OwnedPlace, OwnedWay, Ownership} from './owner.js';

/**
 * How a drain lasts: by what quiesces others too only where these are drained as well.
 * @param isDrained whether a destination is part of the drain
 */
export function wayWithin(
  ownership: Ownership,
  isDrained: (service: ServiceId, destination: DestinationId) => boolean,
): OwnedWay {
  return wayChooser(isDrained)(ownership);
}

/** The same for many destinations of one drain: a list that thousands of them share is gone through once. */
export function wayChooser(isDrained: Parameters<typeof wayWithin>[1]): (ownership: Ownership) => OwnedWay {
  const known = new Map<readonly OwnedPlace[], boolean>();
  return ({way, sharedWay}) => {
    if (!sharedWay) return way;
    const {others} = sharedWay;
    const isWhole = known.get(others) ?? others.every(one => isDrained(one.service, one.destination));
    known.set(others, isWhole);
    return isWhole ? sharedWay.way : way;
  };
}
