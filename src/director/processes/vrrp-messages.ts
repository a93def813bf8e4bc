import type {HandOverRequest, SpeakerStatus, SyncReadiness, TrackedValues} from '../../vrrp/speaker/speaker-control.js';
import type {SpeakerReport} from '../../vrrp/speaker/speaker-report.js';
import type {SentConfiguration} from './send-configuration.js';

/** What the supervisor tells the process `vrrp`. */
export type ToVrrp =
  | {readonly type: 'configure'; readonly id: number; readonly configuration: SentConfiguration}
  | {readonly type: 'track'; readonly values: TrackedValues}
  | {readonly type: 'hold'; readonly holds: Readonly<Record<string, 'master' | 'backup'>>}
  | {readonly type: 'sync'; readonly sync: SyncReadiness}
  | {readonly type: 'hand-over'; readonly request: HandOverRequest}
  | {readonly type: 'announce'; readonly id: number; readonly router: string}
  | {readonly type: 'ask'; readonly id: number}
  | {readonly type: 'shut-down'};

/** What the process `vrrp` tells the supervisor. Plain values, by the structured clone of the channel. */
export type FromVrrp =
  /** It listens, and has cleared what an earlier one left. */
  | {readonly type: 'started'}
  | {readonly type: 'configured'; readonly id: number; readonly problems: readonly string[]}
  | {readonly type: 'announced'; readonly id: number; readonly addresses: number}
  | {readonly type: 'report'; readonly report: SpeakerReport}
  /** @property id of what asked; undefined where reports were dropped before, so many */
  | {
      readonly type: 'status';
      readonly id: number | undefined;
      readonly status: SpeakerStatus;
      readonly dropped: number;
    }
  /** A line for the log. */
  | {readonly type: 'words'; readonly severity: 'error' | 'warning' | 'notice'; readonly words: string};
