import type {Milliseconds} from '../milliseconds.js';
import type {Verdict} from '../probe/verdict.js';
import type {PoolSettings} from './settings.js';

/** What happens to the health of servers. Times are of the wall clock that does not jump, in milliseconds since 1970. */
export type HealthEvent =
  /**
   * New settings; pools, members and checks that are the same keep their state.
   * @property present names of the members that have clients in the table now (a weight over 0), by pool. A member that
   *   is new here and stands in it counts as up until it is proven; all that are new are left as the table has them
   * @property seed spreads the first tries
   */
  | {
      readonly type: 'configure';
      readonly pools: readonly PoolSettings[];
      readonly present: ReadonlyMap<string, ReadonlySet<string>>;
      readonly seed: number;
    }
  | {readonly type: 'verdict'; readonly check: string; readonly verdict: Verdict}
  /** An echo request that an effect asked for has ended. */
  | {readonly type: 'host'; readonly host: string; readonly answered: boolean | undefined}
  /** An operator: no checks of the member, or of all of the pool; or all of them again. */
  | {readonly type: 'disable' | 'enable'; readonly pool: string; readonly member: string | undefined}
  | {readonly type: 'clock'};

/** What is to be done, in order. */
export type HealthEffect =
  /** Try the check now: exactly one verdict comes back. */
  | {readonly type: 'try'; readonly check: string}
  /** Let the try of a check go that nobody needs any more: no verdict comes back. */
  | {readonly type: 'cancel'; readonly check: string}
  /** Ask a host whether it is there: exactly one `host` comes back. */
  | {readonly type: 'ask-host'; readonly host: string}
  /** The place or the weight of members may be others: the table of the pool is to be looked at. */
  | {readonly type: 'plan'; readonly pool: string}
  | {readonly type: 'happened'; readonly happening: Happening};

/** What people are told, and what is kept as history. */
export type Happening = {
  readonly at: Milliseconds;
  readonly pool: string;
  /** Undefined: the pool itself. */
  readonly member: string | undefined;
  readonly type:
    | 'up'
    | 'down'
    | 'quorum-up'
    | 'quorum-down'
    /** A try failed that does not make it down (yet). */
    | 'failed-try'
    /** It could not be found out, on our side; told once until it can. */
    | 'undecided'
    | 'weight'
    | 'disabled'
    | 'enabled';
  readonly words: string;
  /** Of `down`: the layer, and the host where that explains it. */
  readonly layer: 'L3' | 'L4' | 'L7' | undefined;
  readonly host: string | undefined;
  /** It is no news: what had clients already when it was found works. */
  readonly isConfirmation?: true;
};
