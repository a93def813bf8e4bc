import type {Connection} from '../../../ipvs/connection.js';
import type {ConnectionFilter} from './filter.js';
import {ConnectionTable, stateOf, template} from './table.js';

/** What a pass over the connection table brought. */
export interface ReadTable {
  /** In the order of the kernel. */
  readonly table: ConnectionTable;
  readonly total: Total;
  /** Which of them are in the table: `some` of those that were wanted. */
  readonly kept: 'all' | 'wanted' | 'some';
}

/** How many the kernel has. */
export interface Total {
  readonly connections: number;
  readonly templates: number;
}

/** How many connections are kept: 64 bytes each. */
export const mostKept = 200_000;
/** Connections sorted out between two pauses when the room has run out. */
const slice = 256;

/**
 * Reads the table, a piece between two pauses. All connections are kept while there is room for them, so that a filter
 * needs no new reading; then only those that are wanted.
 */
export function* readTable(
  pieces: Iterable<readonly Connection[]>,
  wanted: ConnectionFilter,
  most = mostKept,
): Generator<void, ReadTable> {
  let table = new ConnectionTable();
  let kept: ReadTable['kept'] = 'all';
  let [connections, templates] = [0, 0];
  for (const piece of pieces) {
    for (const connection of piece) {
      if (stateOf(connection) === template) templates++;
      else connections++;
      if (kept === 'all' && table.length === most) {
        kept = 'wanted';
        if (!wanted.isEmpty) table = yield* only(table, wanted);
      }
      if (kept !== 'all' && !wanted.matches(connection)) continue;
      if (table.length === most) kept = 'some';
      else table.push(connection);
    }
    yield;
  }
  return {table, total: {connections, templates}, kept};
}

function* only(table: ConnectionTable, wanted: ConnectionFilter): Generator<void, ConnectionTable> {
  const chosen = new ConnectionTable();
  for (let place = 0; place < table.length; place++) {
    if (place % slice === slice - 1) yield;
    const connection = table.at(place);
    if (wanted.matches(connection)) chosen.push(connection);
  }
  return chosen;
}
