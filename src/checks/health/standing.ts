import type {Milliseconds} from '../milliseconds.js';
import type {Layer} from '../probe/verdict.js';

/** How a pool stands: everything the table needs, and what people ask. */
export interface PoolStanding {
  readonly name: string;
  readonly hasQuorum: boolean;
  /** Since when: of the wall clock's milliseconds since 1970. */
  readonly since: Milliseconds;
  /** What counts towards the quorum now. */
  readonly count: number;
  /** What it has to be for the quorum to come or to go. */
  readonly threshold: number;
  /** Whether the sorry server has the clients. */
  readonly sorry: 'none' | 'idle' | 'serving';
  readonly members: readonly MemberStanding[];
}

export interface MemberStanding {
  readonly name: string;
  /**
   * `unknown`: not proven yet; `holding`: its checks are up, and its time is not over yet; `starting`: its weight still
   * grows; `disabled`: an operator wants no checks, and it stays as it was
   */
  readonly state: 'unknown' | 'up' | 'down' | 'holding' | 'starting' | 'disabled' | 'off';
  readonly since: Milliseconds;
  /** Why it is in it, in words. */
  readonly cause: string;
  /** Of one that is down. */
  readonly layer: Layer | undefined;
  /**
   * What it is to be in the table: with this weight; `quiesced`, there with weight 0; `out`, not there; `as-is`, nobody
   * knows yet: as the table has it, and not added where it has it not.
   */
  readonly place: {readonly type: 'in'; readonly weight: number} | {readonly type: 'quiesced' | 'out' | 'as-is'};
  /** Keys of its checks (check-key.ts), in the order of the settings. */
  readonly checks: readonly string[];
}

/** How a check stands, whichever members it is of. */
export interface CheckStanding {
  readonly key: string;
  readonly state: 'unknown' | 'up' | 'down';
  readonly since: Milliseconds;
  /** Of the last try. */
  readonly lastWords: string;
  readonly lastAt: Milliseconds | undefined;
  readonly latency: Milliseconds | undefined;
  readonly layer: Layer | undefined;
  /** Tries in a row that say otherwise than its state, of so many that it takes. */
  readonly contrary: number;
  readonly needed: number;
  readonly nextAt: Milliseconds | undefined;
}
