import {type ListState, settleList, topOfList} from '../../components/list.js';
import type {Snapshot} from '../../data/snapshot.js';
import {type Arrangement, emptyOrder, type ServiceOrder} from './arrange.js';
import {noFilter} from './filter-fields.js';
import {type Folds, type TreeRow, TreeRows} from './tree-rows.js';

export interface ServicesState {
  readonly arrangement: Arrangement;
  readonly filterText: string;
  readonly order: ServiceOrder;
  readonly folds: Folds;
  readonly list: ListState;
  /** Made from all of the above and the snapshot. */
  readonly rows: TreeRows;
  /** The weight each quiesced real server had, by row. */
  readonly weights: ReadonlyMap<string, number>;
}

const noRows = new TreeRows([], emptyOrder, {isOpen: true, exceptions: new Set()}, {by: 'name', isDescending: false});

export const initialServices: ServicesState = {
  arrangement: {sort: {by: 'name', isDescending: false}, filter: noFilter, hidesIdle: false},
  filterText: '',
  order: emptyOrder,
  folds: {isOpen: true, exceptions: new Set()},
  list: topOfList,
  rows: noRows,
  weights: new Map(),
};

/** Up to so many services begin unfolded. */
export const mostUnfolded = 64;

/** The state with its rows as snapshot, order and folds now make them; the selection stays on its object. */
export function withRows(
  state: ServicesState,
  snapshot: Snapshot | undefined,
  height: number,
  change: Partial<ServicesState> = {},
): ServicesState {
  const changed = {...state, ...change};
  const {order, folds, arrangement} = changed;
  if (!snapshot || order.generation !== snapshot.generation) return changed; // until it is arranged
  const rows = new TreeRows(snapshot.services, order, folds, arrangement.sort);
  return {...changed, rows, list: settleList(changed.list, rows, height)};
}

export function selectedRow({rows, list}: ServicesState): TreeRow | undefined {
  return rows.rowAt(list.index);
}

export function withWeight(
  weights: ReadonlyMap<string, number>,
  row: string,
  weight: number,
): ReadonlyMap<string, number> {
  return new Map(weights).set(row, weight);
}
