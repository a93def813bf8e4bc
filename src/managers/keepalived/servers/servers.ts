import type {RealServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import type {KeepalivedConfig} from '../../../config/keepalived/read-config.js';
import type {OwnedPlace} from '../../../maintenance/owner.js';
import type {TrackedValue} from '../moving/tracked-value.js';
import {type ServedDestination, servedDestinations} from './served-destinations.js';
import {type FileTracker, fileTrackers, filesOfRouters} from './tracked-weight.js';

/** What the keepaliveds of a machine have to do with destinations. */
export interface Servers {
  /** By placeKey. */
  readonly served: ReadonlyMap<string, ServedDestination>;
  /** Where a real server stands in the table. */
  readonly placesOf: (real: RealServer) => readonly OwnedPlace[];
  /** Those of a real server, or of a file by its path. */
  readonly trackersOf: (of: RealServer | string) => readonly FileTracker[];
  /** Files that move virtual routers. */
  readonly routerFiles: ReadonlySet<string>;
  /** What a tracked file says. */
  readonly fileOf: (path: string) => TrackedValue;
}

/** @param configurations of all that run: what two of them serve is the first one's */
export function serversOf(configurations: readonly KeepalivedConfig[], fileOf: Servers['fileOf']): Servers {
  const served = new Map<string, ServedDestination>();
  for (const {lvs} of configurations)
    for (const [key, one] of servedDestinations(lvs)) if (!served.has(key)) served.set(key, one);
  const trackers = configurations.flatMap(fileTrackers);
  const places = grouped([...served.values()], ({real}) => real);
  const byReal = grouped<RealServer | string, FileTracker>(trackers, ({real}) => real);
  const byPath = grouped<RealServer | string, FileTracker>(trackers, ({path}) => path);
  return {
    served,
    placesOf: real => (places.get(real) ?? []).map(({service, destination}) => ({service, destination})),
    trackersOf: of => (typeof of === 'string' ? byPath : byReal).get(of) ?? [],
    routerFiles: new Set(configurations.flatMap(config => [...filesOfRouters(config)])),
    fileOf,
  };
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
