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
  const order = orders[dialect];
  const sorted = mergeSort(entries, (a, b) => compareServices(a.service.id, b.service.id, order));
  return sorted.map(entry => {
    if (entry.destinations.length < 2) return entry;
    return {service: entry.service, destinations: sortDestinations(entry.destinations, dialect)};
  });
}

export function sortDestinations<D extends DestinationId>(destinations: readonly D[], dialect: Dialect): readonly D[] {
  const order = orders[dialect];
  return mergeSort(destinations, (a, b) => order.address(a.address, b.address) || order.number(a.port, b.port));
}

/** The order of `lvsctl list`: firewall marks last, then by family, protocol, address, port. */
export function compareServiceIds(a: ServiceId, b: ServiceId): number {
  return compareServices(a, b, numeric);
}

/** The order of real servers there: by address, then port. */
export function compareDestinationIds(a: DestinationId, b: DestinationId): number {
  return compareAddresses(a.address, b.address) || a.port - b.port;
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

const orders: Readonly<Record<Dialect, Order>> = {ipvsadm: wrapping, lvsctl: numeric};

/** Firewall mark (none first), family, protocol, address, port. */
function compareServices(a: ServiceId, b: ServiceId, order: Order): number {
  if (a.type === 'fwmark' || b.type === 'fwmark') {
    const byMark = order.number(markOf(a), markOf(b));
    return byMark !== 0 ? byMark : familyNumber(a) - familyNumber(b);
  }
  if (a.address.family !== b.address.family) return familyNumber(a) - familyNumber(b);
  return a.protocol - b.protocol || order.address(a.address, b.address) || a.port - b.port;
}

function markOf(id: ServiceId): number {
  return id.type === 'fwmark' ? id.fwmark : 0;
}

function familyNumber(id: ServiceId): number {
  return familyOfService(id) === 'ipv4' ? 2 : 10;
}

function firstWord(address: Address): number {
  return address.family === 'ipv4' ? address.value : address.words[0];
}

/** glibc's qsort(3): top-down, left half ⌊n/2⌋, left first when not greater. The result of an order that is not transitive depends on it. */
export function mergeSort<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  const sorted = items.slice();
  sortRange(sorted, items.slice(0, (items.length + 1) >> 1), 0, items.length, compare);
  return sorted;
}

/** Sorts items[start, end) in place; `left` has room for half of them. */
function sortRange<T>(items: T[], left: T[], start: number, end: number, compare: (a: T, b: T) => number): void {
  const half = (end - start) >> 1;
  if (half === 0) return;
  sortRange(items, left, start, start + half, compare);
  sortRange(items, left, start + half, end, compare);
  for (let i = 0; i < half; i++) left[i] = items[start + i] as T;
  let l = 0;
  let r = start + half;
  for (let to = start; l < half; to++) {
    if (r >= end || compare(left[l] as T, items[r] as T) <= 0) items[to] = left[l++] as T;
    else items[to] = items[r++] as T;
  }
}
