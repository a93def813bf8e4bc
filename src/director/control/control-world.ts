import type {Milliseconds} from '../../vrrp/intervals.js';

/** What the control sockets get from outside, beside files and sockets. */
export interface ControlWorld {
  /** Since 1970, of a clock that does not jump. */
  clock(): Milliseconds;
  /** Calls once after so long. @returns what prevents it */
  after(delay: Milliseconds, call: () => void): () => void;
  /** Calls in the next turn of the loop, when whatever else has arrived was served. */
  soon(call: () => void): void;
  /** A line for the log: which client was closed and why, what failed without words for its client. */
  report(words: string): void;
}
