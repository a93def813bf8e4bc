import {escapeControls} from '../../ipvs/outside-text.js';

/** A column of a printed table. */
export interface Column<Row> {
  readonly title: string;
  /** Numbers stand right, words left. */
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** Rows under titles, each column as wide as its widest cell, two blanks between, none at the end of a line. */
export function formatColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [
    columns.map(column => column.title),
    ...rows.map(row => columns.map(column => escapeControls(column.cell(row)))),
  ];
  const widths = columns.map((_, i) => cells.reduce((width, line) => Math.max(width, (line[i] as string).length), 0));
  const pad = (text: string, i: number) =>
    columns[i]?.align === 'right' ? text.padStart(widths[i] as number) : text.padEnd(widths[i] as number);
  return cells.map(line => `${line.map(pad).join('  ').trimEnd()}\n`).join('');
}
