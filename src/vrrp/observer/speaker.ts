import {type Address, isSameAddress} from '../../net/address.js';
import type {Advertisement, Authentication} from '../advertisement.js';
import {masterDownInterval, type Milliseconds, type Version} from '../intervals.js';
import {times} from './limits.js';

/** Whoever sent an advertisement for a virtual router. Only masters do, so backups are not among them until they rise. */
export interface Speaker {
  readonly source: Address;
  version: Version;
  /** The last one that was not 0. */
  priority: number;
  interval: Milliseconds;
  addresses: readonly Address[];
  authentication: Authentication | undefined;
  /** keepalived's auth_hmac. */
  hasTrailer: boolean;
  /** To us alone: no third host hears it. */
  isUnicast: boolean;
  state: SpeakerState;
  stateSince: Milliseconds;
  /** When it last began. */
  speakingSince: Milliseconds;
  firstSeen: Milliseconds;
  lastSeen: Milliseconds;
  advertisements: number;
  /** Advertisements that should have come while it was master. */
  missed: number;
  /** Changes of its state. */
  transitions: number;
}

/**
 * - `speaking`: it is master, as far as it goes by its interval;
 * - `left`: it said so with priority 0 (RFC 9568 §5.2.4): stopped, or a fault;
 * - `yielded`: it fell silent when another one of more right had begun (§6.4.3);
 * - `silent`: it fell silent, and nobody knows why.
 */
export type SpeakerState = 'speaking' | 'left' | 'yielded' | 'silent';

/** What counts as an advertisement's content; a difference is news. */
export interface Content {
  readonly advertisement: Advertisement;
  readonly hasTrailer: boolean;
  readonly isUnicast: boolean;
}

export function newSpeaker(source: Address, content: Content, now: Milliseconds): Speaker {
  const {advertisement} = content;
  return {
    source,
    version: advertisement.version,
    priority: advertisement.priority,
    interval: advertisement.interval,
    addresses: advertisement.addresses,
    authentication: advertisement.version === 2 ? advertisement.authentication : undefined,
    hasTrailer: content.hasTrailer,
    isUnicast: content.isUnicast,
    state: advertisement.priority === 0 ? 'left' : 'speaking',
    stateSince: now,
    speakingSince: now,
    firstSeen: now,
    lastSeen: now,
    advertisements: 1,
    missed: 0,
    transitions: 0,
  };
}

export function enter(speaker: Speaker, state: SpeakerState, now: Milliseconds): void {
  speaker.state = state;
  speaker.stateSince = now;
  if (state === 'speaking') speaker.speakingSince = now;
  speaker.transitions++;
}

/** Whether it is late, so that a backup may already have taken over: that waits three intervals at least; half of one for jitter. */
export function isOverdue({lastSeen, interval}: Speaker, now: Milliseconds): boolean {
  return now - lastSeen >= 2.5 * interval;
}

/** After this long even the last backup has taken over. */
export function patience({version, interval}: Speaker): Milliseconds {
  return Math.max(times.leastSilence, masterDownInterval(version, 1, interval));
}

/** Advertisements that should have come by now and did not. */
export function overdueAdvertisements({interval, state}: Speaker, quiet: Milliseconds): number {
  return state === 'speaking' ? Math.max(0, Math.round(quiet / interval) - 1) : 0;
}

/** RFC 9568 §6.4.3: the higher priority, and of the same the higher address. */
export function outranks(speaker: Speaker, other: Speaker): boolean {
  if (speaker.priority !== other.priority) return speaker.priority > other.priority;
  return isHigher(speaker.source, other.source);
}

export function isSameList(a: readonly Address[], b: readonly Address[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!isSameAddress(a[i] as Address, b[i] as Address)) return false;
  return true;
}

function isHigher(a: Address, b: Address): boolean {
  if (a.family === 'ipv4') return b.family === 'ipv4' && a.value > b.value;
  if (b.family === 'ipv4') return true;
  const at = a.words.findIndex((word, i) => word !== b.words[i]);
  return at >= 0 && (a.words[at] as number) > (b.words[at] as number);
}
