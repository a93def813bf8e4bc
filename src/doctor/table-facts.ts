import type {Destination} from '../ipvs/destination.js';
import {localNode, masquerading} from '../ipvs/forwarding.js';
import type {Service} from '../ipvs/service.js';
import type {TableEntry} from '../ipvs/table.js';
import type {Address, Family} from '../net/address.js';
import type {DirectorFacts} from './facts.js';
import {ownAddress} from './virtual-addresses.js';

/** A real server of a service. */
export interface Server {
  readonly service: Service;
  readonly destination: Destination;
}

/** The table; empty where it is not known. */
export function entriesOf({ipvs}: Pick<DirectorFacts, 'ipvs'>): readonly TableEntry[] {
  return ipvs.known ? ipvs.value.table.entries : [];
}

/**
 * The real servers that are reached by a method. NB: those by masquerading that are this host, a sorry server on
 * 127.0.0.1, are none: their answers come from here, and are forwarded by nobody.
 */
export function serversBy(facts: DirectorFacts, forwarding: number, family?: Family): readonly Server[] {
  const own = forwarding === masquerading ? ownAddress(facts) : undefined;
  const isHere = (address: Address) => own?.known === true && own.value(address);
  return entriesOf(facts).flatMap(({service, destinations}) =>
    destinations
      .filter(
        one =>
          one.forwarding === forwarding &&
          forwarding !== localNode &&
          (family === undefined || one.address.family === family) &&
          !isHere(one.address),
      )
      .map(destination => ({service, destination})),
  );
}

/** `1 service`, `1,200 services`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;
}
