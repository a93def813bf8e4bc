import type {FindOwnership} from '../../maintenance/owner.js';
import type {DrainWish} from './news.js';
import {noDrains, type SeenDrains} from './seen-drains.js';

export interface DrainsState {
  readonly seen: SeenDrains;
  /** What is being planned: shown when it is there, unless a key was pressed meanwhile. */
  readonly awaited: DrainWish | undefined;
  /** By the last look at the daemons that write the table; undefined before the first. */
  readonly ownershipOf: FindOwnership | undefined;
}

export const initialDrains: DrainsState = {seen: noDrains, awaited: undefined, ownershipOf: undefined};
