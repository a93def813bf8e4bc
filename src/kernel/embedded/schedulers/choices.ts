import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {newestFirst} from './scheduler.js';

/** IP_VS_DEST_F_OVERLOAD unset and weight above 0: what nearly every scheduler asks of a destination. */
export function isUsable({isOverloaded, weight}: DestinationEntry): boolean {
  return !isOverloaded && weight > 0;
}

/** ip_vs_dest_conn_overhead(): an active connection costs as much as 256 inactive ones. */
export function overhead({active, inactive}: DestinationEntry): number {
  return active * 256 + inactive;
}

/**
 * The destination with the least load per weight; of equals the first. NB: after the first usable one the kernel only
 * leaves out overloaded ones: weight 0 never wins, for nothing is less than 0 times a load.
 */
export function leastLoaded(
  destinations: Iterable<DestinationEntry>,
  load: (destination: DestinationEntry) => number,
): DestinationEntry | undefined {
  let least: DestinationEntry | undefined;
  let leastLoad = 0;
  for (const destination of destinations) {
    if (least ? destination.isOverloaded : !isUsable(destination)) continue;
    const itsLoad = load(destination);
    // least/its weights: a/b > c/d is a*d > c*b. Products pass 2^53 only with weights no table holds
    if (least && leastLoad * destination.weight <= itsLoad * least.weight) continue;
    least = destination;
    leastLoad = itsLoad;
  }
  return least;
}

/** The destinations behind one in the kernel's order, to the end of the list; from its head for undefined. */
export function* behind(service: ServiceEntry, destination: DestinationEntry | undefined): Iterable<DestinationEntry> {
  const {destinations} = service;
  const from = destination ? destinations.indexOf(destination) - 1 : destinations.length - 1;
  for (let i = from; i >= 0; i--) yield destinations[i] as DestinationEntry;
}

/** Greatest common divisor of the weights above 0; 0 where there is none. */
export function commonDivisor(service: ServiceEntry, weightOf: (destination: DestinationEntry) => number): number {
  let divisor = 0;
  for (const destination of newestFirst(service)) {
    let [a, b] = [weightOf(destination), divisor];
    while (b !== 0) [a, b] = [b, a % b];
    divisor = a;
  }
  return divisor;
}

export function largestWeight(service: ServiceEntry, weightOf: (destination: DestinationEntry) => number): number {
  return service.destinations.reduce((largest, destination) => Math.max(largest, weightOf(destination)), 0);
}
