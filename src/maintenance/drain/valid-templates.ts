import {type Connection, isTemplate} from '../../ipvs/connection.js';
import {destinationKey, type DestinationId} from '../../ipvs/destination.js';

export interface ValidTemplates {
  readonly count: number;
  /** Seconds until the last one expires, if its client does not come again. */
  readonly longest: number;
}

/**
 * Persistence templates that pin clients to destinations. NB: one that expire_quiescent_template has cut is there until
 * it expires, and counted by its destination, but of port 65535 (ip_vs_check_template): it pins nobody.
 */
export function validTemplates(
  destinations: readonly DestinationId[],
  connections: Iterable<readonly Connection[]>,
): ValidTemplates {
  const keys = new Set(destinations.map(destinationKey));
  let count = 0;
  let longest = 0;
  for (const piece of connections)
    for (const one of piece) {
      if (!isTemplate(one) || !keys.has(destinationKey(one.destination))) continue;
      count++;
      longest = Math.max(longest, one.expires);
    }
  return {count, longest};
}
