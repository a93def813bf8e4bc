/** Rows to choose from, wherever they are: in order, each with a key that stays while it moves. */
export interface Rows {
  readonly length: number;
  /** Undefined beyond the end. */
  keyAt(index: number): string | undefined;
  /** −1 where there is none. */
  indexOf(key: string): number;
}

/** Which row is chosen and which is the first on the screen. */
export interface ListState {
  /** The chosen row's key; undefined while nobody chose: then it is the first row, whichever that is. */
  readonly selected: string | undefined;
  /** Where it is, or was before it went away. */
  readonly index: number;
  readonly offset: number;
}

export const topOfList: ListState = {selected: undefined, index: 0, offset: 0};

/** Brings the state up to date with rows that moved: the selection stays on its object, and on the screen. */
export function settleList(state: ListState, rows: Rows, height: number): ListState {
  if (state.selected === undefined)
    return rows.length === 0 || state.offset === 0 ? topOfList : within(0, rows, height, 0);
  const found = rows.indexOf(state.selected);
  const index = found >= 0 ? found : Math.max(0, Math.min(state.index, rows.length - 1));
  return within(index, rows, height, state.offset);
}

/** Chooses the row so many further down or up. */
export function moveList(state: ListState, rows: Rows, height: number, by: number): ListState {
  return within(clamp(state.index + by, rows), rows, height, state.offset);
}

/** A page further: both the selection and what is on the screen. */
export function pageList(state: ListState, rows: Rows, height: number, pages: 1 | -1): ListState {
  const step = Math.max(1, height - 1) * pages;
  return within(clamp(state.index + step, rows), rows, height, state.offset + step);
}

export function selectIndex(state: ListState, rows: Rows, height: number, index: number): ListState {
  return within(clamp(index, rows), rows, height, state.offset);
}

/** Chooses a row by its key, in the middle of the screen unless it is on it; as it was where there is none. */
export function selectKey(state: ListState, rows: Rows, height: number, key: string): ListState {
  const index = rows.indexOf(key);
  if (index < 0) return state;
  const isVisible = index >= state.offset && index < state.offset + height;
  return within(index, rows, height, isVisible ? state.offset : index - Math.floor(height / 2));
}

function clamp(index: number, rows: Rows): number {
  return Math.max(0, Math.min(index, rows.length - 1));
}

/** The offset nearest to the wanted one that shows the chosen row and no emptiness. */
function within(index: number, rows: Rows, height: number, wanted: number): ListState {
  const last = Math.max(0, rows.length - height);
  const shown = Math.max(index - height + 1, Math.min(index, wanted));
  return {selected: rows.keyAt(index), index, offset: Math.max(0, Math.min(last, shown))};
}
