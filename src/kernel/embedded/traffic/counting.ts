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
  for (const statistics of countersOf(director, destination)) statistics.live.connections += 1n;
}

/** ip_vs_in_stats() and ip_vs_out_stats(): destination, service and total. NB: a deleted server counts nothing. */
export function countPackets(
  director: Director,
  destination: DestinationEntry,
  from: 'client' | 'server',
  {packets, bytes}: Burst,
): void {
  if (!destination.isAvailable) return;
  for (const {live} of countersOf(director, destination)) {
    if (from === 'client') {
      live.incomingPackets += BigInt(packets);
      live.incomingBytes += BigInt(bytes);
    } else {
      live.outgoingPackets += BigInt(packets);
      live.outgoingBytes += BigInt(bytes);
    }
  }
}

function countersOf(director: Director, destination: DestinationEntry): readonly Statistics[] {
  const all = [destination.statistics, destination.service.statistics, director.totals];
  for (const statistics of all) director.moving.add(statistics);
  return all;
}
