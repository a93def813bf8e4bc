import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';

/** From this height on there is room for the checks of the chosen server below the list. */
const tall = 24;
/** Lines above the rows: whose words these are, and the titles. */
const above = 2;

/** Lines for each part of the screen. */
export interface ChecksLayout {
  /** Rows of the list, without what is above them. */
  readonly list: number;
  /** With its title. */
  readonly panel: number;
}

/** NB: by the size of the terminal alone, so that nothing jumps when servers come and go. */
export function checksLayout(model: Pick<Model, 'columns' | 'rows'>): ChecksLayout {
  const {height} = screenArea(model);
  const panel = height >= tall ? Math.min(9, Math.floor(height / 4)) : 0;
  return {list: Math.max(1, height - above - panel), panel};
}
