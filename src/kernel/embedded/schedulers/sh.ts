import {serviceFlag} from '../../../ipvs/service.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {foldAddress} from '../table/service-table.js';
import {isUsable} from './choices.js';
import {hash32} from './hash.js';
import {newestFirst, type Packet, type Scheduler} from './scheduler.js';

/** IP_VS_SH_TAB_BITS. */
const bits = 8;
const size = 1 << bits;

/** IP_VS_SVC_F_SCHED_SH_FALLBACK, IP_VS_SVC_F_SCHED_SH_PORT. */
const fallback = serviceFlag.scheduler1;
const usesPort = serviceFlag.scheduler2;

/** Source hashing (ip_vs_sh.c): the client's address says which server, or none; with the fallback flag, another one. */
export const sh: Scheduler = {
  name: 'sh',
  begin: service => ({type: 'table', slots: assign(service)}),
  changed(service) {
    if (service.memory.type === 'table') service.memory.slots = assign(service);
  },
  choose({memory, flags}, packet) {
    const slots = memory.type === 'table' ? (memory.slots ?? []) : [];
    const port = (flags & usesPort) !== 0 ? packet.clientPort : 0;
    const first = hash(packet, port, 0);
    const destination = slots[first];
    if (!destination || isUsable(destination)) return destination;
    if ((flags & fallback) === 0) return undefined;
    for (let offset = 0; offset < size; offset++) {
      const other = slots[hash(packet, port, (offset + first) % size)];
      if (other && isUsable(other)) return other;
    }
    return undefined;
  },
};

/** ip_vs_sh_hashkey(). */
function hash({client}: Packet, port: number, offset: number): number {
  return (offset + hash32(port + foldAddress(client), bits)) & (size - 1);
}

/** One after the other, each as often in a row as its weight says and at least once, until the table is full. */
function assign(service: ServiceEntry): DestinationEntry[] {
  const destinations = [...newestFirst(service)];
  if (destinations.length === 0) return [];
  let at = 0;
  let inRow = 0;
  return Array.from({length: size}, () => {
    const destination = destinations[at % destinations.length] as DestinationEntry;
    if (++inRow >= destination.weight) {
      at++;
      inRow = 0;
    }
    return destination;
  });
}
