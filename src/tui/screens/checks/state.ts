import type {CheckHistoryEntry, CheckRun, ChecksReport} from '../../../director/protocol/checks-report.js';
import type {CheckSource} from '../../../managers/check-source.js';
import type {CheckedPlace} from '../../../managers/checked-places.js';
import {type ListState, type Rows, settleList, topOfList} from '../../components/list.js';
import type {Model} from '../../model.js';
import {arrangePlaces, type CheckArrangement, type PlaceFilter, everyPlace} from './arrange.js';
import {checksLayout} from './layout.js';
import type {CheckedName} from './wish.js';

export interface ChecksState {
  readonly access: ChecksAccess;
  /** As it was read last. */
  readonly report: ChecksReport | undefined;
  readonly reading: CheckSource['reading'];
  readonly cannot: CheckSource['cannot'];
  /** Why the last reading failed; undefined: it did not. */
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly filterText: string;
  readonly arrangement: CheckArrangement;
  /** The rows of the list, arranged. */
  readonly rows: readonly CheckedPlace[];
  readonly list: ListState;
  /** Over the list. */
  readonly detail: ChecksDetail | undefined;
  /** What was run last because somebody asked. */
  readonly run: CheckTrial | undefined;
  readonly history: ServerHistory | undefined;
}

/** Whether anybody tells. */
export type ChecksAccess =
  | {readonly state: 'closed' | 'opening' | 'open'}
  /** Why not, and what to do: a sentence each. */
  | {readonly state: 'absent'; readonly words: readonly string[]};

export interface ChecksDetail {
  readonly name: CheckedName;
  readonly offset: number;
}

export interface CheckTrial {
  readonly name: CheckedName;
  /** When it ended; undefined: it runs. */
  readonly at: number | undefined;
  /** Words: why there are none. */
  readonly runs: readonly CheckRun[] | string;
}

export interface ServerHistory {
  readonly name: CheckedName;
  /** Words: why there are none; undefined: they are being read. */
  readonly entries: readonly CheckHistoryEntry[] | string | undefined;
}

export const initialChecks: ChecksState = {
  access: {state: 'closed'},
  report: undefined,
  reading: 'files',
  cannot: {},
  problem: undefined,
  isAsking: false,
  filterText: '',
  arrangement: {filter: everyPlace, onlyFailed: false, sort: {by: 'state', isDescending: false}},
  rows: [],
  list: topOfList,
  detail: undefined,
  run: undefined,
  history: undefined,
};

export function placeName({pool, server}: CheckedPlace): CheckedName {
  return {pool: pool.name, server: server.name};
}

export function isSameName(a: CheckedName, b: CheckedName): boolean {
  return a.pool === b.pool && a.server === b.server;
}

export function checkRows({rows}: ChecksState): Rows {
  const keyOf = (place: CheckedPlace | undefined) => place && nameKey(placeName(place));
  return {
    length: rows.length,
    keyAt: index => keyOf(rows[index]),
    indexOf: key => rows.findIndex(place => keyOf(place) === key),
  };
}

/** What the keys are about: of the detail, else the chosen row. */
export function selectedPlace({detail, rows, list, report}: ChecksState): CheckedPlace | undefined {
  if (!detail) return rows[list.index];
  const pool = report?.pools.find(({name}) => name === detail.name.pool);
  const server = pool?.servers.find(({name}) => name === detail.name.server);
  return pool && server && {pool, server};
}

/** With the rows as report, filter and order make them; the selection stays on its object. */
export function withCheckRows(model: Model, change: Partial<ChecksState> = {}): Model {
  const checks = {...model.checks, ...change};
  const isSame = change.report === undefined && change.arrangement === undefined;
  const rows = isSame ? checks.rows : arrangePlaces(checks.report, checks.arrangement);
  const arranged = {...checks, rows};
  const {list: height} = checksLayout(model);
  return {...model, checks: {...arranged, list: settleList(arranged.list, checkRows(arranged), height)}};
}

export function filterChecks(model: Model, filterText: string, filter: PlaceFilter): Model {
  return withCheckRows(model, {filterText, arrangement: {...model.checks.arrangement, filter}});
}

function nameKey({pool, server}: CheckedName): string {
  return `${pool}\n${server}`;
}
