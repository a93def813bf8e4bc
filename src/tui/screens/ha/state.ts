import {identityKey} from '../../../vrrp/truth/timeline.js';
import type {InstanceView} from '../../../vrrp/findings/instance-view.js';
import type {Happening, RouterTruth} from '../../../vrrp/truth/router-truth.js';
import {type ListState, type Rows, settleList, topOfList} from '../../components/list.js';
import type {Model} from '../../model.js';
import {matches} from './filter.js';
import {routerListHeight} from './layout.js';

export interface HaState {
  readonly access: RouterAccess;
  /** As it was told last. */
  readonly truth: RouterTruth | undefined;
  readonly filterText: string;
  readonly list: ListState;
  /** Over the list. */
  readonly detail: HaDetail | undefined;
  /** What this console did, the last first. */
  readonly own: readonly Happening[];
  /** What is being moved right now, in words. */
  readonly moving: string | undefined;
}

/** Whether anybody tells of virtual routers. */
export type RouterAccess =
  | {readonly state: 'closed' | 'opening' | 'open'}
  /** Why not, and what to do: a sentence each. */
  | {readonly state: 'absent'; readonly words: readonly string[]};

export type HaDetail =
  | {readonly type: 'router'; readonly key: string; readonly offset: number}
  | {readonly type: 'timeline'; readonly offset: number};

export const initialHa: HaState = {
  access: {state: 'closed'},
  truth: undefined,
  filterText: '',
  list: topOfList,
  detail: undefined,
  own: [],
  moving: undefined,
};

/** The virtual routers on the screen: in their own order, which nothing changes. */
export function routersOf({truth, filterText}: HaState): readonly InstanceView[] {
  return (truth?.instances ?? []).filter(view => matches(view, filterText));
}

export function routerRows(state: HaState): Rows {
  const keys = routersOf(state).map(({identity}) => identityKey(identity));
  return {length: keys.length, keyAt: index => keys[index], indexOf: key => keys.indexOf(key)};
}

/** What the keys are about: of the detail, else the chosen row. */
export function selectedRouter(state: HaState): InstanceView | undefined {
  const {detail, list, truth} = state;
  if (detail?.type === 'router') return truth?.instances.find(({identity}) => identityKey(identity) === detail.key);
  return routersOf(state)[list.index];
}

/** With the list as truth, filter and size make it; the selection stays on its object. */
export function withRouterRows(model: Model, change: Partial<HaState> = {}): Model {
  const ha = {...model.ha, ...change};
  const height = routerListHeight(model, routersOf(ha).length);
  return {...model, ha: {...ha, list: settleList(ha.list, routerRows(ha), height)}};
}

export function filterRouters(model: Model, filterText: string): Model {
  return withRouterRows(model, {filterText});
}
