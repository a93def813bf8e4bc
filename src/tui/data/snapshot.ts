import type {Destination, DestinationSummary} from '../../ipvs/destination.js';
import type {Information} from '../../ipvs/ipvs.js';
import type {Service} from '../../ipvs/service.js';
import type {Statistics} from '../../ipvs/statistics.js';
import type {Trends} from './trends.js';

/** A real server as far as it is known: with counters, rates and thresholds while it is looked at, without otherwise. */
export type SeenDestination = DestinationSummary | Destination;

export function isFull(destination: SeenDestination): destination is Destination {
  return 'statistics' in destination;
}

/** A virtual service with what is known of its real servers. */
export interface SeenService {
  /** serviceKey(): the same as long as it is the same service. */
  readonly key: string;
  /** `tcp/10.0.0.1:80`. */
  readonly name: string;
  readonly service: Service;
  /** In the kernel's order; undefined until they were read for the first time. */
  readonly destinations: readonly SeenDestination[] | undefined;
  readonly sums: DestinationSums;
}

/** What the real servers of a service, or of all of them, have together. */
export interface DestinationSums {
  readonly servers: number;
  readonly weight: number;
  readonly active: number;
  readonly inactive: number;
  /** Undefined unless all were read with everything. */
  readonly persistent: number | undefined;
  /** Weight 0. */
  readonly quiesced: number;
  /** At their upper threshold, of those whose threshold is known. */
  readonly overloaded: number;
}

/** What the kernel showed. Its parts can be of different age: large tables are read piece by piece. */
export interface Snapshot {
  /** When the newest part was read, milliseconds since 1970, as all times here. */
  readonly at: number;
  readonly information: Information;
  readonly totals: Statistics;
  readonly services: readonly SeenService[];
  /** How many times the list of services was read: while it stays, so do the places in the list. */
  readonly generation: number;
  /** When the list of services with its rates was read. */
  readonly servicesAt: number;
  /** When weights and connections of the real servers that are not looked at were read; undefined before the first time. */
  readonly serversAt: number | undefined;
  readonly sums: TableSums;
  readonly trends: Trends;
}

/** Of the whole table. */
export interface TableSums extends DestinationSums {
  /** Services without real servers. */
  readonly empty: number;
  /** Services whose real servers are all quiesced. */
  readonly down: number;
}

export const noSums: DestinationSums = {
  servers: 0,
  weight: 0,
  active: 0,
  inactive: 0,
  persistent: 0,
  quiesced: 0,
  overloaded: 0,
};

export function sumsOf(destinations: readonly SeenDestination[]): DestinationSums {
  let [weight, active, inactive, persistent, quiesced, overloaded] = [0, 0, 0, 0, 0, 0];
  let isComplete = true;
  for (const destination of destinations) {
    weight += destination.weight;
    active += destination.activeConnections;
    inactive += destination.inactiveConnections;
    if (destination.weight === 0) quiesced++;
    if (isFull(destination)) {
      persistent += destination.persistentConnections;
      if (isOverloaded(destination)) overloaded++;
    } else isComplete = false;
  }
  return {
    servers: destinations.length,
    weight,
    active,
    inactive,
    persistent: isComplete ? persistent : undefined,
    quiesced,
    overloaded,
  };
}

/** What all services have together. */
export function tableSums(services: readonly SeenService[]): TableSums {
  let [servers, weight, active, inactive, quiesced, overloaded, empty, down] = [0, 0, 0, 0, 0, 0, 0, 0];
  let persistent: number | undefined = 0;
  for (const {sums, destinations} of services) {
    servers += sums.servers;
    weight += sums.weight;
    active += sums.active;
    inactive += sums.inactive;
    quiesced += sums.quiesced;
    overloaded += sums.overloaded;
    persistent = persistent === undefined || sums.persistent === undefined ? undefined : persistent + sums.persistent;
    if (destinations && sums.servers === 0) empty++;
    if (sums.servers > 0 && sums.quiesced === sums.servers) down++;
  }
  return {servers, weight, active, inactive, persistent, quiesced, overloaded, empty, down};
}

/** As the kernel counts: active and inactive connections together have reached the upper threshold. */
export function isOverloaded({upperThreshold, activeConnections, inactiveConnections}: Destination): boolean {
  return upperThreshold > 0 && activeConnections + inactiveConnections >= upperThreshold;
}
