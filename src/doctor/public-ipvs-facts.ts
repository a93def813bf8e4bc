import type {DestinationSummary} from '../ipvs/destination.js';
import {plainTunnel} from '../ipvs/forwarding.js';
import type {ServiceConfiguration} from '../ipvs/service.js';
import {noStatistics} from '../ipvs/statistics.js';
import type {IpvsFacts} from './facts.js';

/** The table as everybody may read it, marked as such: what is not in it has no value of its own. */
export function publicIpvsFacts({
  version,
  connectionTableSize,
  entries,
}: {
  readonly version: number;
  readonly connectionTableSize: number;
  readonly entries: readonly {
    readonly service: ServiceConfiguration;
    readonly destinations: readonly DestinationSummary[];
  }[];
}): IpvsFacts {
  const all = entries.flatMap(({destinations}) => destinations);
  return {
    isPublic: true,
    version,
    connectionTableSize,
    connections: all.reduce((sum, one) => sum + one.activeConnections + one.inactiveConnections, 0),
    daemons: [],
    synchronized: undefined,
    table: {
      entries: entries.map(({service, destinations}) => ({
        service: {...service, statistics: noStatistics},
        destinations: destinations.map(one => ({...one, ...hidden})),
      })),
    },
  };
}

const hidden = {
  upperThreshold: 0,
  lowerThreshold: 0,
  tunnel: plainTunnel,
  persistentConnections: 0,
  statistics: noStatistics,
} as const;
