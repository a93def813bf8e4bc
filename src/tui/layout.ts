import type {Model} from './model.js';

/** Rows above and below a screen's own: bar, summary, attention; status, keys. */
const rowsAbove = 3;
const rowsBelow = 2;

/** The smallest terminal the dashboard draws on. */
export const leastColumns = 40;
export const leastRows = 10;

/** Cells for a screen. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

export function screenArea({columns, rows}: Pick<Model, 'columns' | 'rows'>): Area {
  return {width: columns, height: Math.max(1, rows - rowsAbove - rowsBelow)};
}

/** Rows of a list below its titles. */
export function listHeight(model: Pick<Model, 'columns' | 'rows'>): number {
  return Math.max(1, screenArea(model).height - 1);
}
