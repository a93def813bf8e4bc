import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {CheckHistoryEntry} from '../protocol/checks-report.js';
import type {ChecksSummary, DisabledChecks} from '../protocol/checks-summary.js';

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
  /** @property table what becomes of it; undefined: as the configuration says */
  | {readonly type: 'shut-down'; readonly table: 'leave' | 'clear' | undefined};

/** What the process `checks` tells the supervisor. Plain values, by the structured clone of the channel. */
export type FromChecks =
  | {readonly type: 'started'}
  /** Why it cannot be had; none: it is in force. */
  | {readonly type: 'configured'; readonly id: number; readonly problems: readonly string[]}
  /**
   * What was asked for, in UTF-8: JSON of a ChecksReport, of CheckHistoryEntry[], of CheckRun[]; the text of metrics. Ready
   * bytes, for it may be of ten thousand servers, and the supervisor only passes it on.
   */
  | {readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array}
  /** What was asked for cannot be had, in words for whoever asked. */
  | {readonly type: 'refused'; readonly id: number; readonly words: string}
  | {readonly type: 'status'; readonly id: number; readonly summary: ChecksSummary}
  /** Something changed: the summary now, and what happened, as far as it was kept until it was taken. */
  | {readonly type: 'happened'; readonly summary: ChecksSummary; readonly entries: readonly CheckHistoryEntry[]}
  | {readonly type: 'words'; readonly severity: 'error' | 'warning' | 'notice'; readonly words: string};
