import type {Family} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {RejectionCode} from '../rejection.js';
import type {Claims} from './claims.js';
import type {Daemon} from './daemons.js';
import type {Holder} from './holder.js';
import {type Network, noNetwork} from './network.js';
import type {Speaker} from './speaker.js';
import type {Told} from './told.js';

/**
 * What was observed so far. NB: a store that the step writes to, not a value: 255 virtual routers on two interfaces
 * would copy their maps 510 times a second. Whoever has given it to the step has only what the step returns; whoever
 * reads it does so before the next step, and keeps no part of it.
 */
export interface Observation {
  /** Of the last event. */
  now: Milliseconds;
  /** Not later than anything wants the clock, and after each clock exactly then. */
  deadline: Milliseconds;
  readonly segments: Map<number, Segment>;
  /** How many are remembered in all segments. */
  speakers: number;
  /** Speakers that there was no room for. */
  readonly dropped: {count: number; at: Milliseconds | undefined};
  readonly network: Network;
  /** By the name of the program. */
  readonly daemons: Map<string, Daemon>;
  /** What a FIFO told, by name. */
  readonly instances: Map<string, Told>;
  readonly groups: Map<string, Told>;
}

/** An interface and a family: where one multicast group is heard. */
export interface Segment {
  readonly interface: number;
  readonly family: Family;
  /** A socket is open. */
  isOpen: boolean;
  /** Since when everything that arrives has been heard: the socket open, the link running, no stall. */
  attentiveSince: Milliseconds | undefined;
  /** By virtual router. */
  readonly routers: Map<number, Router>;
  readonly rejections: Map<RejectionCode, Count>;
  /** By virtual host: CARP has the same numbers and the same Ethernet addresses. */
  readonly carp: Map<number, Count>;
  readonly claims: Claims;
}

export interface Router {
  readonly virtualRouter: number;
  /** By addressKey of the source. */
  readonly speakers: Map<string, Speaker>;
  /** Who has the addresses, as far as is heard. */
  holder: Holder | undefined;
  /** When the holder changed, the last few times. */
  readonly turnovers: Milliseconds[];
  /** How often it changed. */
  changes: number;
}

export interface Count {
  count: number;
  at: Milliseconds;
}

export function newObservation(now: Milliseconds): Observation {
  return {
    now,
    deadline: Number.POSITIVE_INFINITY,
    segments: new Map(),
    speakers: 0,
    dropped: {count: 0, at: undefined},
    network: noNetwork(),
    daemons: new Map(),
    instances: new Map(),
    groups: new Map(),
  };
}

export function segmentKey(interfaceIndex: number, family: Family): number {
  return 2 * interfaceIndex + (family === 'ipv4' ? 0 : 1);
}

export function findSegment(observation: Observation, interfaceIndex: number, family: Family): Segment | undefined {
  return observation.segments.get(segmentKey(interfaceIndex, family));
}

export function count<Key>(counts: Map<Key, Count>, key: Key, now: Milliseconds): void {
  const known = counts.get(key);
  if (!known) counts.set(key, {count: 1, at: now});
  else {
    known.count++;
    known.at = now;
  }
}
