import type {Milliseconds} from '../milliseconds.js';
import type {HealthEffect, HealthEvent} from './health-event.js';
import type {CheckStanding, PoolStanding} from './standing.js';

/** The health of all servers, without a clock, a socket or chance. */
export interface HealthModel {
  /** @returns what is to be done, in order */
  step(event: HealthEvent, now: Milliseconds): readonly HealthEffect[];
  /** When it next wants the clock, at least every second while tries are under way; undefined: not. */
  readonly deadline: Milliseconds | undefined;
  pool(name: string): PoolStanding | undefined;
  readonly pools: readonly PoolStanding[];
  check(key: string): CheckStanding | undefined;
}
