import type {Destination} from '../../ipvs/destination.js';
import type {ServerFacts, ServiceFacts} from './why-facts.js';

/** As the kernel counts them against thresholds. */
export function connectionsOf({activeConnections, inactiveConnections}: Destination): number {
  return activeConnections + inactiveConnections;
}

/** Of the connections of its service, 0..1; undefined where there are none, or it is not in the table. */
export function shareOf({destination}: ServerFacts, {servers}: ServiceFacts): number | undefined {
  const all = servers.reduce((total, one) => total + (one.destination ? connectionsOf(one.destination) : 0), 0);
  return destination && all > 0 ? connectionsOf(destination) / all : undefined;
}
