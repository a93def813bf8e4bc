import type {DestinationEntry} from '../table/entries.js';

/** What a scheduler remembers of a service between two choices: its sched_data. */
export type SchedulerMemory =
  | {readonly type: 'nothing'}
  /** rr: the destination of the last choice; undefined is the head of the list. */
  | {readonly type: 'cursor'; last: DestinationEntry | undefined}
  /** wrr: as the cursor, with the walk down the weights. */
  | {readonly type: 'weights'; last: DestinationEntry | undefined; current: number; maximum: number; step: number}
  /** dh, sh, mh: what follows from the destinations; undefined until it is needed. */
  | {readonly type: 'table'; slots: readonly (DestinationEntry | undefined)[] | undefined}
  /** lblc, lblcr: which destinations serve a destination address of packets. */
  | {readonly type: 'cache'; readonly entries: Map<string, CachedSet>; sweepAt: number};

/** The destinations that serve one address; lblc has one, lblcr a set. */
export interface CachedSet {
  readonly members: DestinationEntry[];
  lastUse: number;
  lastChange: number;
}

export const nothingRemembered: SchedulerMemory = {type: 'nothing'};
