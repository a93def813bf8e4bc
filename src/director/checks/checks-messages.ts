import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {CheckHistoryEntry, CheckRun, ChecksReport} from '../protocol/checks-report.js';

/** What the supervisor tells the process `checks`. */
export type ToChecks =
  /** Takes the place of what was there; what is the same keeps its state. The first one adopts the table that is there. */
  | {readonly type: 'configure'; readonly id: number; readonly configuration: PoolConfiguration}
  /** Checks that operators want switched off: all of them, each time. */
  | {readonly type: 'disabled'; readonly disabled: readonly DisabledChecks[]}
  /** Drains may be others: the records are to be read again. */
  | {readonly type: 'drains'}
  | {readonly type: 'report'; readonly id: number; readonly onlyFailed: boolean}
  /** @property server as operators name it: `10.0.0.11`, `10.0.0.11:80` */
  | {readonly type: 'run'; readonly id: number; readonly server: string; readonly pool: string | undefined}
  | {readonly type: 'history'; readonly id: number; readonly server: string | undefined}
  | {readonly type: 'metrics'; readonly id: number}
  | {readonly type: 'ask'; readonly id: number}
  /** @property leavesTable whatever the configuration says */
  | {readonly type: 'shut-down'; readonly leavesTable: boolean};

export interface DisabledChecks {
  /** Undefined: whichever pool it is in. */
  readonly pool: string | undefined;
  readonly server: string;
  readonly since: number;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
}

/** What the process `checks` tells the supervisor. Plain values, by the structured clone of the channel. */
export type FromChecks =
  | {readonly type: 'started'}
  /** Why it cannot be had; none: it is in force. */
  | {readonly type: 'configured'; readonly id: number; readonly problems: readonly string[]}
  | {readonly type: 'report'; readonly id: number; readonly report: ChecksReport}
  | {readonly type: 'run'; readonly id: number; readonly runs: readonly CheckRun[]; readonly problem?: string}
  | {readonly type: 'history'; readonly id: number; readonly entries: readonly CheckHistoryEntry[]}
  | {readonly type: 'metrics'; readonly id: number; readonly text: string}
  | {readonly type: 'status'; readonly id: number; readonly summary: ChecksSummary}
  /** Something changed: the summary now, and what happened. Dropped rather than waited for. */
  | {readonly type: 'happened'; readonly summary: ChecksSummary; readonly entries: readonly CheckHistoryEntry[]}
  | {readonly type: 'words'; readonly severity: 'error' | 'warning' | 'notice'; readonly words: string};

/** The checks in numbers: part of the director's state. */
export interface ChecksSummary {
  readonly pools: number;
  readonly poolsWithoutQuorum: number;
  readonly servers: number;
  readonly down: number;
  readonly unknown: number;
  readonly disabled: number;
  readonly checks: number;
  /** What is wrong with the table or with the checks themselves, a line each. */
  readonly problems: readonly string[];
}
