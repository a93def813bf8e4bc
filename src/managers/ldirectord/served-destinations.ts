import type {Fallback, LdirectordConfig, Real, Virtual} from '../../config/ldirectord/ldirectord-config.js';
import {destinationOf, serviceOf} from '../../config/ldirectord/to-table.js';
import {placeKey} from '../../maintenance/drain/drain-record.js';
import type {OwnedPlace} from '../../maintenance/owner.js';

/** A destination that ldirectord adds and removes. */
export interface ServedDestination extends OwnedPlace {
  readonly virtual: Virtual;
  /** Undefined for the fallback. */
  readonly real: Real | undefined;
  readonly maintenanceFolder: string | undefined;
}

/** All destinations of a configuration, by placeKey. What stands there with a name that is not resolved is left out. */
export function servedDestinations({globals, virtuals}: LdirectordConfig): ReadonlyMap<string, ServedDestination> {
  const served = new Map<string, ServedDestination>();
  for (const virtual of virtuals) {
    const service = serviceOf(virtual);
    if (!service) continue;
    const add = (server: Real | Fallback, real: Real | undefined) => {
      const destination = destinationOf(service, server);
      if (!destination) return;
      const key = placeKey(service, destination);
      const {maintenanceFolder} = globals;
      if (!served.has(key)) served.set(key, {service, destination, virtual, real, maintenanceFolder});
    };
    for (const real of virtual.reals) add(real, real);
    if (virtual.fallback) add(virtual.fallback, undefined);
  }
  return served;
}
