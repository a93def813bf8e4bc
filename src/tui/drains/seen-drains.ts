import type {DrainRecord} from '../../maintenance/drain/drain-record.js';
import {isOverdue} from '../../maintenance/drain/drain-states.js';
import type {StoredDrains} from '../../maintenance/drain/drain-store.js';
import {holdings, isInForce} from '../../maintenance/drain/in-force.js';

/** What is drained, as its records say. */
export interface SeenDrains extends StoredDrains {
  /** Whether drains can be begun and ended here. */
  readonly isKept: boolean;
  /** By row of the tree: the drain in force that holds it, the oldest of several. */
  readonly byRow: ReadonlyMap<string, DrainRecord>;
  /** Made before a reboot: not in force. */
  readonly suspended: number;
}

export const noDrains: SeenDrains = {isKept: false, records: [], problems: [], byRow: new Map(), suspended: 0};

export function seeDrains({records, problems}: StoredDrains, boot: string): SeenDrains {
  const held = holdings(records.filter(record => isInForce(record, {boot})));
  const suspended = records.filter(record => record.boot !== boot).length;
  // the key of a row is the place of a drain
  const byRow = new Map([...held].flatMap(([row, [first]]) => (first ? [[row, first.record] as const] : [])));
  return {isKept: true, records, problems, byRow, suspended};
}

/** All of them in a few words, `2 drains, 1 overdue`; undefined where there is none. */
export function drainsSummary({records, problems, suspended}: SeenDrains, now: number) {
  const overdue = records.filter(record => isOverdue(record, now)).length;
  const words = [
    ...(records.length > 0 ? [`${records.length} ${records.length === 1 ? 'drain' : 'drains'}`] : []),
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(suspended > 0 ? [`${suspended} suspended by a reboot`] : []),
    ...(problems.length > 0
      ? [`${problems.length} drain ${problems.length === 1 ? 'file' : 'files'} not readable`]
      : []),
  ];
  return words.length === 0 ? undefined : {text: words.join(', '), isBad: overdue + suspended + problems.length > 0};
}
