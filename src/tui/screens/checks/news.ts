import type {CheckHistoryEntry, CheckRun, ChecksReport} from '../../../director/protocol/checks-report.js';
import type {CheckSource} from '../../../managers/check-source.js';
import type {CheckedName, SwitchWish} from './wish.js';

/** What comes of wishes, and of time. Words are safe to show. */
export type CheckNews =
  | {readonly type: 'opening'}
  /** Why nobody tells, and what to do. */
  | {readonly type: 'absent'; readonly words: readonly string[]}
  | {readonly type: 'asking'}
  | {
      readonly type: 'report';
      readonly report: ChecksReport;
      readonly reading: CheckSource['reading'];
      readonly cannot: CheckSource['cannot'];
    }
  /** It could not be read: what was read before stays. */
  | {readonly type: 'failed'; readonly words: string}
  | {readonly type: 'ran'; readonly name: CheckedName; readonly at: number; readonly runs: readonly CheckRun[] | string}
  | {readonly type: 'history'; readonly name: CheckedName; readonly entries: readonly CheckHistoryEntry[] | string}
  | {readonly type: 'switched'; readonly wanted: SwitchWish}
  | {readonly type: 'refused'; readonly words: string};
