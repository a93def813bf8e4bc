import {fit} from '../text/width.js';
import type {Glyphs} from '../text/glyphs.js';
import type {Role} from '../theme/role.js';
import {type Line, type Span, span} from '../theme/role.js';

/** What a cell shows: a text, or spans that fill exactly the column's width. */
export type Cell = string | Span | readonly Span[];

/** A column of a table: one row of data. `C` is what its cells are made from, beside the row. */
export interface Column<Row, C> {
  /** As the configuration file, filters and the column chooser name it. */
  readonly name: string;
  readonly title: string;
  readonly describe: string;
  readonly align: 'left' | 'right';
  /** Cells; of the one that grows, at least. */
  readonly width: number;
  /** It takes the room that is left, up to this width. */
  readonly grows?: number;
  /** Room goes to the lowest first; without it the column is only shown when chosen. */
  readonly rank?: number;
  /** @param width how wide it is now */
  cell(row: Row, context: C, width: number): Cell;
}

/** A column with the width it has now. */
export interface PlacedColumn<Row, C> {
  readonly column: Column<Row, C>;
  readonly width: number;
}

const gap = 1;

/** Chooses the columns that fit and gives each its width. @param chosen names, in order; undefined lets the ranks decide */
export function placeColumns<Row, C>(
  columns: readonly Column<Row, C>[],
  width: number,
  chosen: readonly string[] | undefined,
): readonly PlacedColumn<Row, C>[] {
  const wanted = chosen
    ? chosen.flatMap(name => columns.find(column => column.name === name) ?? [])
    : columns.filter(column => column.rank !== undefined);
  const byRank = chosen ? wanted : [...wanted].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const shown = new Set<Column<Row, C>>();
  let left = width + gap;
  for (const column of byRank) {
    if (column.width + gap > left) continue;
    left -= column.width + gap;
    shown.add(column);
  }
  return wanted
    .filter(column => shown.has(column))
    .map(column => {
      if (column.grows === undefined) return {column, width: column.width};
      const more = Math.max(0, Math.min(left, column.grows - column.width));
      left -= more;
      return {column, width: column.width + more};
    });
}

/** The titles; the sorted column's is marked, in the gap before it where its title needs all its room. */
export function titleLine<Row, C>(
  placed: readonly PlacedColumn<Row, C>[],
  sorted: {readonly name: string; readonly isDescending: boolean} | undefined,
  width: number,
  glyphs: Glyphs,
): Line {
  const spans = placed.flatMap(({column, width: cells}, i): Span[] => {
    const isSorted = column.name === sorted?.name;
    const role: Role = isSorted ? 'sorted' : 'header';
    const mark = isSorted ? (sorted.isDescending ? glyphs.down : glyphs.up) : '';
    const isTight = i > 0 && column.title.length >= cells;
    const gap = isTight && mark !== '' ? mark : ' ';
    const inner = isTight ? '' : mark;
    const text = column.align === 'right' ? inner + column.title : column.title + inner;
    const title = span(fit(text, cells, column.align, ''), role);
    return i === 0 ? [title] : [span(gap, role), title];
  });
  return filled(spans, width, 'header');
}

/** One row; as wide as the table. */
export function rowLine<Row, C>(
  placed: readonly PlacedColumn<Row, C>[],
  row: Row,
  context: C,
  width: number,
  glyphs: Glyphs,
): Line {
  const spans: Span[] = [];
  for (const [i, {column, width: cells}] of placed.entries()) {
    if (i > 0) spans.push(span(' '));
    const cell = column.cell(row, context, cells);
    if (typeof cell === 'string') spans.push(span(fit(cell, cells, column.align, glyphs.ellipsis)));
    else if ('text' in cell) spans.push(span(fit(cell.text, cells, column.align, glyphs.ellipsis), cell.role));
    else spans.push(...cell);
  }
  return filled(spans, width, 'plain');
}

/** With blanks up to a width, counted in characters of one cell. */
function filled(spans: Span[], width: number, role: Role): Line {
  const used = spans.reduce((total, {text}) => total + text.length, 0);
  return used < width ? [...spans, span(' '.repeat(width - used), role)] : spans;
}
