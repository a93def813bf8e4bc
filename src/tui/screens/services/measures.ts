import type {Rates, Statistics} from '../../../ipvs/statistics.js';
import {isFull, type SeenDestination, type SeenService} from '../../data/snapshot.js';

/** A number that services and real servers have; undefined while it is not known. */
export interface Measure {
  ofService(seen: SeenService): number | undefined;
  ofDestination(destination: SeenDestination): number | undefined;
}

function rate(read: (rates: Rates) => bigint): Measure {
  return fromStatistics(({rates}) => Number(read(rates)));
}

function fromStatistics(read: (statistics: Statistics) => number): Measure {
  return {
    ofService: ({service}) => read(service.statistics),
    ofDestination: destination => (isFull(destination) ? read(destination.statistics) : undefined),
  };
}

const known = (seen: SeenService, value: number | undefined) => (seen.destinations ? value : undefined);

/** By the names that filters, columns and orders use. */
export const measures = {
  weight: {ofService: seen => known(seen, seen.sums.weight), ofDestination: ({weight}) => weight},
  active: {ofService: seen => known(seen, seen.sums.active), ofDestination: each => each.activeConnections},
  inactive: {ofService: seen => known(seen, seen.sums.inactive), ofDestination: each => each.inactiveConnections},
  persistent: {
    ofService: seen => known(seen, seen.sums.persistent),
    ofDestination: each => (isFull(each) ? each.persistentConnections : undefined),
  },
  servers: {ofService: seen => known(seen, seen.sums.servers), ofDestination: () => undefined},
  upper: {ofService: () => undefined, ofDestination: each => (isFull(each) ? each.upperThreshold : undefined)},
  lower: {ofService: () => undefined, ofDestination: each => (isFull(each) ? each.lowerThreshold : undefined)},
  'conn/s': rate(rates => rates.connectionsPerSecond),
  'in-pkt/s': rate(rates => rates.incomingPacketsPerSecond),
  'out-pkt/s': rate(rates => rates.outgoingPacketsPerSecond),
  'in-bytes/s': rate(rates => rates.incomingBytesPerSecond),
  'out-bytes/s': rate(rates => rates.outgoingBytesPerSecond),
  connections: fromStatistics(({counters}) => Number(counters.connections)),
  'in-bytes': fromStatistics(({counters}) => Number(counters.incomingBytes)),
  'out-bytes': fromStatistics(({counters}) => Number(counters.outgoingBytes)),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;

/** New connections a second from which on their rate tells a share; below, it is too coarse. */
const tellingRate = 30n;

/** Which part of its service's traffic a real server carries: by new connections, or where these are few by those it has. */
export function trafficShare(destination: SeenDestination, {service, sums}: SeenService): number | undefined {
  if (isFull(destination)) {
    const [own, all] = [
      destination.statistics.rates.connectionsPerSecond,
      service.statistics.rates.connectionsPerSecond,
    ];
    if (all >= tellingRate) return Math.min(1, Number(own) / Number(all));
  }
  const all = sums.active + sums.inactive;
  return all > 0 ? (destination.activeConnections + destination.inactiveConnections) / all : undefined;
}

/** Which part of its service's weight it has. */
export function weightShare({weight}: SeenDestination, {sums}: SeenService): number | undefined {
  return sums.weight > 0 ? weight / sums.weight : undefined;
}
