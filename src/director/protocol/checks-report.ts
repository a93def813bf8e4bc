import type {ServiceId} from '../../ipvs/service.js';

/** What is known of the checks of a table, whoever makes them: schema lvsctl.checks/1. Times are milliseconds since 1970; texts are from outside. */
export interface ChecksReport {
  readonly schema: 'lvsctl.checks/1';
  /** Who checks: `director`, `keepalived`, `ldirectord`. */
  readonly source: string;
  /** When it was so: a dump, the last line of a monitor file. */
  readonly at: number;
  readonly pools: readonly CheckedPool[];
  /** What this source cannot tell, or what is wrong with it, a line each. */
  readonly notes: readonly string[];
}

export interface CheckedPool {
  readonly name: string;
  readonly services: readonly ServiceId[];
  /** Undefined where the source does not say. */
  readonly quorum: CheckedQuorum | undefined;
  /** Whether the sorry server, the fallback, has the clients. */
  readonly sorry: 'none' | 'idle' | 'serving';
  readonly servers: readonly CheckedServer[];
}

export interface CheckedQuorum {
  readonly isThere: boolean;
  readonly since: number | undefined;
  readonly count: number;
  readonly threshold: number;
}

export interface CheckedServer {
  /** `10.0.0.11:80`. */
  readonly name: string;
  readonly address: string;
  /** 0: that of the service. */
  readonly port: number;
  readonly state: 'unknown' | 'up' | 'down' | 'holding' | 'starting' | 'disabled' | 'off';
  /** When it became so; undefined where nobody has seen it. */
  readonly since: number | undefined;
  /** Why, in words. */
  readonly reason: string;
  readonly layer: 'L3' | 'L4' | 'L7' | undefined;
  /** What it is in the table by the checks: a weight, 0, or not there. */
  readonly weight: number | undefined;
  readonly configuredWeight: number | undefined;
  /** What an operator did, and wins: `drained by ann: kernel update`, `weight 0, by hand`. */
  readonly operator: string | undefined;
  readonly checks: readonly CheckedCheck[];
}

export interface CheckedCheck {
  /** `HTTP 10.0.0.11:80 /status`. */
  readonly name: string;
  readonly state: 'unknown' | 'up' | 'down';
  readonly since: number | undefined;
  readonly words: string;
  readonly layer: 'L3' | 'L4' | 'L7' | undefined;
  /** Milliseconds. */
  readonly latency: number | undefined;
  readonly lastAt: number | undefined;
  readonly nextAt: number | undefined;
  /** Tries in a row that say otherwise than its state, of so many that it takes. */
  readonly contrary: number;
  readonly needed: number;
  /** Latencies of the last tries, the oldest first; undefined where one failed. */
  readonly latencies: readonly (number | undefined)[];
}

/** What happened to a server or a pool. */
export interface CheckHistoryEntry {
  readonly at: number;
  readonly pool: string;
  /** Undefined: the pool itself. */
  readonly server: string | undefined;
  readonly type: string;
  readonly words: string;
  readonly layer: 'L3' | 'L4' | 'L7' | undefined;
}

/** One check that was run at once because somebody asked. */
export interface CheckRun {
  readonly pool: string;
  readonly server: string;
  readonly check: string;
  readonly result: 'up' | 'down' | 'undecided';
  readonly words: string;
  readonly layer: 'L3' | 'L4' | 'L7' | undefined;
  readonly latency: number;
  readonly steps: readonly {readonly name: string; readonly at: number; readonly words: string}[];
}
