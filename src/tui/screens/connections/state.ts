import {type ListState, settleList, topOfList} from '../../components/list.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {openScreen} from '../../open-screen.js';
import {type Step, step} from '../../step.js';
import type {TreeRow} from '../services/tree-rows.js';
import type {ConnectionArrangement, ConnectionOrder} from './arrange.js';
import {noConnectionFilter, readConnectionFilter} from './filter.js';
import {followRow} from './following.js';
import type {Reading} from './pace.js';
import type {ReadTable} from './reading.js';
import {ConnectionRows, rowsOf, type ShownRows} from './rows.js';
import {ConnectionTable} from './table.js';

/** What was read of the connection table, and what of it is shown. */
export interface ConnectionsReading extends Reading, ReadTable {
  /** What was wanted when it was read. */
  readonly readFor: ConnectionArrangement;
  readonly order: ConnectionOrder;
}

export interface ConnectionsState {
  readonly filterText: string;
  /** As it is wanted; the reading's order says what is shown. */
  readonly arrangement: ConnectionArrangement;
  readonly reading: ConnectionsReading | undefined;
  readonly list: ListState;
  /** Made from the reading. */
  readonly rows: ShownRows;
}

export const initialConnections: ConnectionsState = {
  filterText: '',
  arrangement: {
    sort: {by: 'client', isDescending: false},
    filter: noConnectionFilter,
    following: undefined,
    countBy: undefined,
  },
  reading: undefined,
  list: topOfList,
  rows: new ConnectionRows(new ConnectionTable(), []),
};

/** Lines above the rows: what is shown, its states, the titles. */
const linesAbove = 3;

/** Rows on the screen. */
export function connectionsHeight(model: Pick<Model, 'columns' | 'rows'>): number {
  return Math.max(1, screenArea(model).height - linesAbove);
}

/** A new reading, or a new arrangement of the last: the selection stays on its connection. */
export function receiveConnections(model: Model, reading: ConnectionsReading): Model {
  const {connections} = model;
  const {order, table} = reading;
  const isOther = order.arrangement.countBy !== connections.reading?.order.arrangement.countBy;
  const rows = rowsOf(table, order);
  const list = settleList(isOther ? topOfList : connections.list, rows, connectionsHeight(model));
  return {...model, connections: {...connections, reading, rows, list}};
}

/** After the screen's size changed. */
export function withConnectionRows(model: Model): Model {
  const {connections} = model;
  const list = settleList(connections.list, connections.rows, connectionsHeight(model));
  return {...model, connections: {...connections, list}};
}

/** Follows the connections of a service or real server. */
export function showConnectionsOf(model: Model, row: TreeRow): Step {
  const [opened, effects] = openScreen(model, 'connections');
  const following = followRow(row, model.snapshot?.services ?? []);
  const [next, more] = rearranged(opened, {following, filter: noConnectionFilter, countBy: undefined}, '');
  return [{...next, connections: {...next.connections, list: topOfList}}, [...effects, ...more]];
}

/** While it is typed, what is wrong with it stands in the prompt and the last good one stays. */
export function filterConnections(model: Model, text: string): Step {
  const filter = readConnectionFilter(text, model.settings.names);
  if ('problem' in filter) return step(withPromptProblem(model, filter.problem));
  return rearranged(withPromptProblem(model, undefined), {filter}, text);
}

/** A different arrangement takes effect when it is computed; until then the old one is shown. */
export function rearranged(
  model: Model,
  change: Partial<ConnectionArrangement>,
  filterText = model.connections.filterText,
): Step {
  const arrangement = {...model.connections.arrangement, ...change};
  return step({...model, connections: {...model.connections, arrangement, filterText}}, {type: 'arrange-connections'});
}

/** Whether what is wanted was kept, as far as the room went. */
export function isEnough({kept, readFor}: ConnectionsReading, {filter, following}: ConnectionArrangement): boolean {
  return kept === 'all' || (readFor.filter === filter && readFor.following === following);
}

function withPromptProblem(model: Model, problem: string | undefined): Model {
  const {overlay} = model;
  return overlay?.type === 'prompt' ? {...model, overlay: {...overlay, problem}} : model;
}
