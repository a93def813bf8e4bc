import {serviceFlag} from '../../../ipvs/service.js';
import type {Address} from '../../../net/address.js';
import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {foldAddress} from '../table/service-table.js';
import {commonDivisor, isUsable, largestWeight} from './choices.js';
import {halfSipHash} from './hash.js';
import {newestFirst, type Packet, type Scheduler} from './scheduler.js';

/** The prime that CONFIG_IP_VS_MH_TAB_INDEX=12, its default, selects, and the bits a weight may take of it. */
const size = 4093;
const weightBits = 12 / 2;
/** generate_hash_secret(). */
const offsetKey = [2654435761n, 2654435761n] as const;
const skipKey = [2654446892n, 2654446892n] as const;

/** IP_VS_SVC_F_SCHED_MH_FALLBACK, IP_VS_SVC_F_SCHED_MH_PORT. */
const fallback = serviceFlag.scheduler1;
const usesPort = serviceFlag.scheduler2;

type Slots = readonly (DestinationEntry | undefined)[];

/** Maglev hashing (ip_vs_mh.c): as sh, by a table that changes little when servers come and go. NB: weight 0 keeps its slots. */
export const mh: Scheduler = {
  name: 'mh',
  begin: () => ({type: 'table', slots: undefined}),
  changed({memory}) {
    if (memory.type === 'table') memory.slots = undefined;
  },
  choose(service, packet) {
    const {memory, flags} = service;
    if (memory.type !== 'table') return undefined;
    memory.slots ??= populate(service); // when needed: it is the same whenever it is made
    const port = (flags & usesPort) !== 0 ? packet.clientPort : 0;
    const first = hash(packet.client, port, 0, offsetKey) % size;
    const destination = memory.slots[first];
    if (!destination || isUsable(destination)) return destination;
    return (flags & fallback) === 0 ? undefined : anotherOne(memory.slots, packet, port, first);
  },
};

function anotherOne(slots: Slots, {client}: Packet, port: number, first: number): DestinationEntry | undefined {
  for (let offset = 0; offset < size; offset++) {
    const destination = slots[hash(client, port, (offset + first) % size, offsetKey) % size];
    if (!destination || isUsable(destination)) return destination;
  }
  return undefined;
}

/** ip_vs_mh_hashkey(). */
function hash(address: Address, port: number, offset: number, key: readonly [bigint, bigint]): number {
  return halfSipHash((offset + port + foldAddress(address)) >>> 0, key);
}

/** ip_vs_mh_permutate() and ip_vs_mh_populate(), by the last weights above 0. */
function populate(service: ServiceEntry): Slots {
  const weightOf = ({lastWeight}: DestinationEntry) => lastWeight;
  const divisor = commonDivisor(service, weightOf);
  if (divisor < 1) return [];
  const most = Math.floor(largestWeight(service, weightOf) / divisor);
  const shift = Math.max(0, 32 - Math.clz32(most) - weightBits);
  const walkers = [...newestFirst(service)].map(destination => ({
    destination,
    at: hash(destination.address, destination.port, 0, offsetKey) % size,
    skip: (hash(destination.address, destination.port, 0, skipKey) % (size - 1)) + 1,
    turns: Math.floor(destination.lastWeight / divisor) >> shift || Number(destination.lastWeight !== 0),
  }));
  const slots: (DestinationEntry | undefined)[] = Array(size).fill(undefined);
  for (let taken = 0; ; ) {
    for (const walker of walkers) {
      for (let turn = 0; turn < walker.turns; turn++) {
        while (slots[walker.at]) walker.at = (walker.at + walker.skip) % size;
        slots[walker.at] = walker.destination;
        if (++taken === size) return slots;
      }
    }
  }
}
