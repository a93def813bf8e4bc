import type {Milliseconds} from './milliseconds.js';
import type {Probe} from './probe/probe.js';

/** A probe with when it runs and how often it has to say the same. Two that are equal are one, and run once. */
export interface Check {
  readonly probe: Probe;
  readonly schedule: CheckSchedule;
}

export interface CheckSchedule {
  /** From the end of one try to the beginning of the next: delay_loop, checkinterval. */
  readonly interval: Milliseconds;
  /** Failed tries in a row before it is down, at least 1: `retry` + 1, failurecount. */
  readonly fall: number;
  /** Good tries in a row before it is up again, at least 1; the very first good one suffices. Of keepalived and ldirectord it is 1. */
  readonly rise: number;
  /** To the next try while it is falling or rising: delay_before_retry. */
  readonly retryDelay: Milliseconds;
  /** The first try is somewhere within it. */
  readonly warmup: Milliseconds;
  /** alpha: as long as nobody that has it has clients, the first failure is enough to be down; else it takes `fall` at first, too. Neither is in the table before it is proven. */
  readonly startsDown: boolean;
  /** log_all_failures: tries that fail are told too, while it is falling. */
  readonly tellsAllFailures: boolean;
}
