import type {Behaviour} from './servers-behaviour.js';

/** Where a real server stands: not in the table, in it with its own weight, or with another; `either`: as it happened to be. */
export type Stand = 'out' | 'in' | 'either' | number;

/** A virtual server of keepalived.conf with real servers that fail each in its own way. */
export interface Case {
  readonly name: string;
  /** In each real server; `@id` is its own name, `@address` its address. */
  readonly check: string;
  /** Where the real servers listen. */
  readonly port: number;
  readonly servers: readonly Server[];
  /** Further lines of the virtual server. */
  readonly lines?: string;
  /** Seconds: delay_loop, usually 3. */
  readonly interval?: number;
  readonly isIpv6?: boolean;
  readonly isUdp?: boolean;
  /** Instead of an address with a port of its own. */
  readonly virtual?: string;
  /** Where servers depend on each other: who is in, in each of the scenes; else it follows from who is ill. */
  readonly scenes?: readonly string[];
}

export interface Server {
  readonly well: Behaviour;
  readonly ill: Behaviour;
  /** With keepalived, while it is ill. */
  readonly stands: Stand;
  /** Ours, where it is meant to be another. */
  readonly ours?: {readonly stands: Stand; readonly why: Deviation};
  /** Usually 2. */
  readonly weight?: number;
  /** Further lines of the real server. */
  readonly lines?: string;
}

/** Where lvsctl is meant to be another than keepalived 2.2.7; the same words stand in docs/checks.md. */
export const deviations = {
  'never ends': 'an answer that never ends: keepalived waits for ever, lvsctl has a limit for the whole check',
  'regex and head':
    'where the head and the body of an answer come in one piece, keepalived looks for a regex from the head on; lvsctl in the body, and then in both as one: ^ may be the start of either',
  'reset at once':
    'a TCP_CHECK whose connection is reset as soon as it is there: with keepalived it is a race; lvsctl was connected',
  'long head': 'an answer whose head is longer than 4 KB: keepalived has no room for it; lvsctl reads 64 KB',
  'lines of SMTP': 'replies of several lines (RFC 5321 §4.2.1): keepalived takes them for errors',
} as const;

export type Deviation = keyof typeof deviations;

/** What is ill of a real server in the scenes of the test: each is well and ill, at the start, later, and alone. */
export const scenes = [
  {name: 'at the start the odd ones are ill', isIll: (place: number) => place % 2 === 1},
  {name: 'then the even ones instead', isIll: (place: number) => place % 2 === 0},
  {name: 'then all', isIll: () => true},
  {name: 'then none', isIll: () => false},
] as const;
