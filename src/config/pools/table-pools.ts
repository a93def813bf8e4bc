import {destinationKey} from '../../ipvs/destination.js';
import type {DesiredTable} from '../../ipvs/plan.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {noPools} from './no-pools.js';
import type {PoolConfiguration, PoolPlace} from './pool-configuration.js';
import {poolNameOf} from './pool-name.js';

/** The pools of a plain table: nothing is checked in it, and every server is up. */
export function poolsOfTable({entries}: DesiredTable, place: PoolPlace): PoolConfiguration {
  const pools = entries.map(({service, destinations}) => ({
    name: poolNameOf(service.id),
    place,
    services: [service],
    servers: [...new Map(destinations.map(one => [destinationKey(one), one])).values()].map(destination => ({
      name: formatEndpoint(destination),
      host: destination.address,
      weight: destination.weight,
      checks: [],
      isOff: false,
      whenDown: 'remove' as const,
      holdDown: 0,
      slowStart: {over: 0, steps: 1},
      dependsOn: [],
      place,
      destinations: [destination],
      notifyUp: undefined,
      notifyDown: undefined,
      sendsMail: true,
      agent: undefined,
    })),
    sorry: undefined,
    quorum: 1,
    hysteresis: 0,
    quorumCounts: 'servers' as const,
    quorumUp: undefined,
    quorumDown: undefined,
    tellsAtEnd: false,
    mailTo: [],
  }));
  return {...noPools, pools};
}
