import type {FindOwnership} from '../../maintenance/owner.js';
import type {Milliseconds} from '../../maintenance/milliseconds.js';
import type {Plan} from '../actions/plan.js';
import type {SeenDrains} from './seen-drains.js';

/** A change of drains that is wanted, to be planned and shown; compared by identity. */
export type DrainWish =
  | {readonly type: 'begin'; readonly wanted: WantedDrain}
  | {readonly type: 'end'; readonly row: string; readonly name: string};

/** A real server that is to be drained in one service. */
export interface WantedDrain {
  readonly row: string;
  /** `10.1.0.11:8080 of tcp/203.0.113.10:80`. */
  readonly name: string;
  /** The name of the drain: what `lvsctl drain` would be given. */
  readonly target: string;
  readonly services: readonly string[];
  /** Undefined for until undrain. */
  readonly hold?: Milliseconds | undefined;
  readonly reason?: string | undefined;
}

/** What is told of drains and of owners. */
export type DrainNews =
  | {readonly type: 'seen'; readonly seen: SeenDrains}
  | {readonly type: 'owners'; readonly ownershipOf: FindOwnership}
  | {readonly type: 'planned'; readonly wish: DrainWish; readonly plan: Plan}
  | {readonly type: 'not-planned'; readonly wish: DrainWish; readonly words: string}
  | {readonly type: 'failed'; readonly words: string};
