import type {Milliseconds} from '../intervals.js';

/** What is remembered at most: anyone on a segment can make up routers and speakers, and memory stays flat all the same. */
export const limits = {
  /** Pairs of interface and family. */
  segments: 256,
  /** Of all virtual routers together. A pair of directors with 255 virtual routers on two interfaces in both families has 2040. */
  speakers: 4096,
  speakersPerRouter: 8,
  /** Addresses of a segment that somebody claimed by ARP or neighbour discovery, and the stations for each. */
  claims: 1024,
  stationsPerClaim: 4,
  /** Names of instances, and of groups, that a FIFO told of. */
  names: 1024,
  /** Addresses of this host that are gone. */
  removals: 4096,
  /** Changes of a virtual router's master whose times are kept. */
  turnovers: 8,
} as const;

/** When the observer changes its mind without being told. */
export const times = {
  /** After this long without an advertisement a speaker is forgotten; longer than any master-down time (1021 s). */
  forgotten: 3_600_000,
  /** Silence shorter than this says nothing, even at intervals of a centisecond: it may be ours. */
  leastSilence: 500,
  /** A clock that comes later than it was wanted by this much: we have not been watching meanwhile. */
  stall: 500,
  /** A clock that goes back by less is only the order in which sockets were read. */
  disorder: 1000,
} as const satisfies Record<string, Milliseconds>;
