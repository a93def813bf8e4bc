import type {Destination} from '../ipvs/destination.js';
import {localNode} from '../ipvs/forwarding.js';
import type {Service} from '../ipvs/service.js';
import type {TableEntry} from '../ipvs/table.js';
import type {Family} from '../net/address.js';
import type {DirectorFacts} from './facts.js';

/** A real server of a service. */
export interface Server {
  readonly service: Service;
  readonly destination: Destination;
}

/** The table; empty where it is not known. */
export function entriesOf({ipvs}: Pick<DirectorFacts, 'ipvs'>): readonly TableEntry[] {
  return ipvs.known ? ipvs.value.table.entries : [];
}

/** The real servers that are reached by a method, but for those that are this host. */
export function serversBy(facts: DirectorFacts, forwarding: number, family?: Family): readonly Server[] {
  return entriesOf(facts).flatMap(({service, destinations}) =>
    destinations
      .filter(
        one =>
          one.forwarding === forwarding &&
          forwarding !== localNode &&
          (family === undefined || one.address.family === family),
      )
      .map(destination => ({service, destination})),
  );
}

/** `1 service`, `1,200 services`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}
