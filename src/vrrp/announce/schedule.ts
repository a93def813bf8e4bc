import type {Milliseconds} from '../intervals.js';

/** How addresses are announced. */
export interface Pace {
  /** Packets for an address, one right after the other. */
  readonly copies: number;
  /** How often all of them are announced. */
  readonly rounds: number;
  /** From the beginning of a round to the next one, if the packets are sent by then. */
  readonly roundTime: Milliseconds;
  /** Packets a second at most; undefined for as fast as they go. */
  readonly rate: number | undefined;
}

/** keepalived's when it becomes master: 5 of each at once (garp_master_repeat), and again after 5 s (garp_master_delay). */
export const keepalivedPace: Pace = {copies: 5, rounds: 2, roundTime: 5000, rate: undefined};

/** An operator's, for caches that went stale: a switch that limits broadcasts takes it, too. */
export const gentlePace = {copies: 1, rounds: 1, roundTime: 1000, rate: 200} as const satisfies Pace;

/** What is sent at one time. */
export interface Batch {
  /** Since the beginning. */
  readonly at: Milliseconds;
  /** The addresses, by their places in the list; each stands for a packet. */
  readonly places: readonly number[];
}

/** From one batch to the next within a round. */
const batchTime: Milliseconds = 20;
/** Packets of a batch at most: a socket's queue takes them, and adverts of a director can go in between. */
const largestBatch = 250;

/** When which of so many addresses are announced: every one in each round, before any of them again in the next. */
export function* announcementSchedule(addresses: number, pace: Pace): Generator<Batch> {
  const {copies, rounds, roundTime, rate = Number.POSITIVE_INFINITY} = pace;
  const perBatch = Math.min(largestBatch, Math.max(1, Math.floor((rate * batchTime) / 1000)));
  const gap = Math.max(batchTime, (perBatch / rate) * 1000);
  const packets = addresses * copies;
  let begin = 0;
  for (let round = 0; round < rounds; round++) {
    let at = begin;
    for (let first = 0; first < packets; first += perBatch) {
      const count = Math.min(perBatch, packets - first);
      yield {at, places: Array.from({length: count}, (_, i) => Math.floor((first + i) / copies))};
      at += gap;
    }
    begin = Math.max(begin + roundTime, at);
  }
}

/** From the first packet to the last. */
export function announcementTime(addresses: number, pace: Pace): Milliseconds {
  let last = 0;
  for (const {at} of announcementSchedule(addresses, pace)) last = at;
  return last;
}
