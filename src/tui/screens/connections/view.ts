import {placeColumns, rowLine, titleLine} from '../../components/columns.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {type Line, span} from '../../theme/role.js';
import type {ScreenLine} from '../../view/screen-line.js';
import {placeConnectionColumns} from './columns.js';
import {countColumns} from './count-columns.js';
import {headingLines} from './heading.js';
import type {ConnectionRows, CountRows} from './rows.js';
import {type ConnectionsReading, connectionsHeight} from './state.js';

/** The connections or counts of them, as many rows as fit, below what is to be said of all. */
export function viewConnections(model: Model): readonly ScreenLine[] {
  const {isHeld, connections} = model;
  const {reading, rows} = connections;
  if (!reading)
    return [{line: []}, {line: [span(`  ${isHeld ? 'Held: p goes on.' : 'Reading the connections…'}`, 'muted')]}];
  const lines = rows.type === 'connections' ? listLines(model, rows, reading) : countLines(model, rows, reading);
  const heading = headingLines(model, reading).map((line): ScreenLine => ({line}));
  return [...heading, ...lines, ...(rows.length === 0 ? emptyLines(reading) : [])];
}

/** The columns of the list on the screen now. */
export function placedConnectionColumns({columns, settings, connections}: Model) {
  return placeConnectionColumns(connections.reading?.order.isWide ?? false, columns, settings.columns.connections);
}

function listLines(model: Model, rows: ConnectionRows, {order}: ConnectionsReading): readonly ScreenLine[] {
  const {width} = screenArea(model);
  const {glyphs} = model.settings;
  const placed = placedConnectionColumns(model);
  const {by, isDescending} = order.arrangement.sort;
  const widths = new Map(placed.map(each => [each.column.name, each.width]));
  const context = {glyphs, widths, names: model.settings.names};
  return [
    {line: titleLine(placed, {name: by, isDescending}, width, glyphs)},
    ...visible(model, rows, row => rowLine(placed, row, context, width, glyphs)),
  ];
}

function countLines(model: Model, rows: CountRows, {order, table}: ConnectionsReading): readonly ScreenLine[] {
  const {width} = screenArea(model);
  const {glyphs} = model.settings;
  const {countBy = 'state'} = order.arrangement;
  const placed = placeColumns(countColumns(countBy), width, undefined);
  const context = {glyphs, table, all: order.tally.connections};
  return [
    {line: titleLine(placed, {name: 'connections', isDescending: true}, width, glyphs)},
    ...visible(model, rows, row => rowLine(placed, row, context, width, glyphs)),
  ];
}

interface RowsOf<T> {
  rowAt(index: number): T | undefined;
}

function visible<T>(model: Model, rows: RowsOf<T>, lineOf: (row: T) => Line): readonly ScreenLine[] {
  const {list} = model.connections;
  const lines: ScreenLine[] = [];
  for (let i = list.offset; lines.length < connectionsHeight(model); i++) {
    const row = rows.rowAt(i);
    if (row === undefined) break;
    lines.push({line: lineOf(row), isSelected: i === list.index});
  }
  return lines;
}

function emptyLines({total, order}: ConnectionsReading): readonly ScreenLine[] {
  const {filter, following} = order.arrangement;
  const words =
    total.connections + total.templates === 0
      ? 'There are no connections.'
      : filter.isEmpty
        ? `There are no connections of ${following?.name ?? 'these'} (Esc shows all).`
        : 'No connection matches the filter (Esc clears it).';
  return [{line: []}, {line: [span(`  ${words}`, 'title')]}];
}
