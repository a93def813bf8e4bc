import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {foldAddress} from '../table/service-table.js';
import {isUsable} from './choices.js';
import {hash32} from './hash.js';
import {newestFirst, type Scheduler} from './scheduler.js';

/** IP_VS_DH_TAB_BITS. */
const bits = 8;

/** Destination hashing (ip_vs_dh.c): the address packets were sent to says which server, or none. */
export const dh: Scheduler = {
  name: 'dh',
  begin: service => ({type: 'table', slots: assign(service)}),
  changed(service) {
    if (service.memory.type === 'table') service.memory.slots = assign(service);
  },
  choose({memory}, {virtual}) {
    const destination = memory.type === 'table' ? memory.slots?.[hash32(foldAddress(virtual), bits)] : undefined;
    return destination?.isAvailable && isUsable(destination) ? destination : undefined;
  },
};

/** One after the other, whatever the weights, until the table is full. */
function assign(service: ServiceEntry): DestinationEntry[] {
  const destinations = [...newestFirst(service)];
  if (destinations.length === 0) return [];
  return Array.from({length: 1 << bits}, (_, i) => destinations[i % destinations.length] as DestinationEntry);
}
