import type {LvsConfiguration, RealServer, VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import {portWithin, servicesOf} from '../../../config/keepalived/to-table.js';
import {placeKey} from '../../../maintenance/drain/drain-record.js';
import type {OwnedPlace} from '../../../maintenance/owner.js';

/** A destination that keepalived adds and removes. */
export interface ServedDestination extends OwnedPlace {
  readonly server: VirtualServer;
  /** Undefined for the sorry server. */
  readonly real: RealServer | undefined;
}

/** All destinations of a configuration, by placeKey; what is a real server and a sorry server counts as real. */
export function servedDestinations(lvs: LvsConfiguration): ReadonlyMap<string, ServedDestination> {
  const served = new Map<string, ServedDestination>();
  for (const server of lvs.virtualServers)
    for (const {id: service} of servicesOf(server, lvs))
      for (const one of [...server.realServers, ...(server.sorryServer ? [server.sorryServer] : [])]) {
        const destination = {address: one.address, port: portWithin(service, one)};
        const key = placeKey(service, destination);
        const real = one === server.sorryServer ? undefined : (one as RealServer);
        if (!served.has(key)) served.set(key, {service, destination, server, real});
      }
  return served;
}
