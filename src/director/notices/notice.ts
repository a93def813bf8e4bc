import type {Milliseconds} from '../../checks/milliseconds.js';
import type {Layer} from '../../checks/probe/verdict.js';

/** What people are told of one cause: a document lvsctl.notice/1. Times are milliseconds since 1970; texts are from outside. */
export interface Notice {
  readonly schema: 'lvsctl.notice/1';
  /** `down`: it began, or has grown; `still-down`: said again; `recovered`: all of it is over; `trouble`: it cannot be found out. */
  readonly type: 'down' | 'still-down' | 'recovered' | 'trouble';
  readonly at: Milliseconds;
  /** When the first of it began. */
  readonly since: Milliseconds;
  readonly cause: Cause;
  /** What is meant by it now; of `down`, what is new; of a host, all that is checked on it, also what is not out yet. */
  readonly affected: readonly Affected[];
  /** Virtual services that lost their quorum with it. */
  readonly quorums: readonly string[];
}

export type Cause =
  /** The host itself does not answer: everything on it is down with it. */
  | {readonly type: 'host'; readonly host: string}
  | {readonly type: 'server'; readonly server: string; readonly layer: Layer | undefined}
  /** A quorum that went without a server that went: a weight, a reload. */
  | {readonly type: 'quorum'; readonly pool: string}
  /** The director's own side. */
  | {readonly type: 'trouble'; readonly words: string};

export interface Affected {
  readonly pool: string;
  readonly server: string;
  readonly since: Milliseconds;
  readonly words: string;
}
