import type {Director} from '../director.js';
import type {DestinationEntry} from '../table/entries.js';
import type {Statistics} from '../table/statistics.js';

/** Packets that went the same way at the same time. */
export interface Burst {
  readonly packets: number;
  /** IP headers included. */
  readonly bytes: number;
}

/** ip_vs_conn_stats(). */
export function countConnection(director: Director, destination: DestinationEntry): void {
  addConnection(director, destination.statistics);
  addConnection(director, destination.service.statistics);
  addConnection(director, director.totals);
}

/** ip_vs_in_stats() and ip_vs_out_stats(): destination, service and total. NB: a deleted server counts nothing. */
export function countPackets(
  director: Director,
  destination: DestinationEntry,
  from: 'client' | 'server',
  burst: Burst,
): void {
  if (!destination.isAvailable) return;
  const packets = BigInt(burst.packets);
  const bytes = BigInt(burst.bytes);
  addPackets(director, destination.statistics, from, packets, bytes);
  addPackets(director, destination.service.statistics, from, packets, bytes);
  addPackets(director, director.totals, from, packets, bytes);
}

function addConnection({moving}: Director, statistics: Statistics): void {
  moving.add(statistics);
  statistics.live.connections += 1n;
}

function addPackets(
  {moving}: Director,
  statistics: Statistics,
  from: 'client' | 'server',
  packets: bigint,
  bytes: bigint,
): void {
  moving.add(statistics);
  const {live} = statistics;
  if (from === 'client') {
    live.incomingPackets += packets;
    live.incomingBytes += bytes;
  } else {
    live.outgoingPackets += packets;
    live.outgoingBytes += bytes;
  }
}
