import {type Address, compareAddresses} from '../net/address.js';
import type {DestinationId} from '../ipvs/destination.js';
import {familyOfService, type ServiceConfiguration, type ServiceId} from '../ipvs/service.js';
import type {TableEntry} from '../ipvs/table.js';
import type {Dialect} from './dialect.js';

/** Services and their destinations in listing order. */
export function sortEntries<S extends ServiceConfiguration, D extends DestinationId>(
  entries: readonly TableEntry<S, D>[],
  dialect: Dialect,
): TableEntry<S, D>[] {
  const order = dialect === 'ipvsadm' ? wrapping : numeric;
  return mergeSort(entries, (a, b) => compareServices(a.service.id, b.service.id, order)).map(entry => ({
    service: entry.service,
    destinations: sortDestinations(entry.destinations, dialect),
  }));
}

export function sortDestinations<D extends DestinationId>(destinations: readonly D[], dialect: Dialect): D[] {
  const order = dialect === 'ipvsadm' ? wrapping : numeric;
  return mergeSort(destinations, (a, b) => order.address(a.address, b.address) || order.number(a.port, b.port));
}

interface Order {
  number(a: number, b: number): number;
  address(a: Address, b: Address): number;
}

/** ipvsadm subtracts in 32-bit signed arithmetic: numbers 2^31 or more apart compare the wrong way round. */
const wrapping: Order = {
  number: (a, b) => (a - b) | 0,
  address: (a, b) => {
    if (a.family === 'ipv4') return (a.value - firstWord(b)) | 0; // the first operand's family decides
    for (let i = 0; i < 4; i++) {
      const other = b.family === 'ipv6' ? (b.words[i] as number) : i === 0 ? b.value : 0;
      const difference = ((a.words[i] as number) - other) | 0;
      if (difference !== 0) return difference;
    }
    return 0;
  },
};

const numeric: Order = {number: (a, b) => a - b, address: compareAddresses};

/** Firewall mark (none first), family, protocol, address, port. */
function compareServices(a: ServiceId, b: ServiceId, order: Order): number {
  const mark = (id: ServiceId) => (id.type === 'fwmark' ? id.fwmark : 0);
  const family = (id: ServiceId) => (familyOfService(id) === 'ipv4' ? 2 : 10);
  const byKind = order.number(mark(a), mark(b)) || family(a) - family(b);
  if (byKind !== 0 || a.type === 'fwmark' || b.type === 'fwmark') return byKind;
  return a.protocol - b.protocol || order.address(a.address, b.address) || a.port - b.port;
}

function firstWord(address: Address): number {
  return address.family === 'ipv4' ? address.value : address.words[0];
}

/** glibc's qsort(3): top-down, left half ⌊n/2⌋, left first when not greater. The result of an order that is not transitive depends on it. */
export function mergeSort<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const left = mergeSort(items.slice(0, middle), compare);
  const right = mergeSort(items.slice(middle), compare);
  const merged: T[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    merged.push(compare(left[l] as T, right[r] as T) <= 0 ? (left[l++] as T) : (right[r++] as T));
  }
  while (l < left.length) merged.push(left[l++] as T);
  while (r < right.length) merged.push(right[r++] as T);
  return merged;
}
