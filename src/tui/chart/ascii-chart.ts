import {quantity} from '../text/quantity.js';
import {type Line, type Span, span} from '../theme/role.js';
import type {Drawing, Series} from './drawing.js';
import {axisWidth, emptyChart, hasRoom, joinSpans, labelLine, linesBelow, scaleOf} from './frame.js';
import type {Scale} from './scale.js';

/** A LineChart of ASCII only; needs nothing else. */
export const asciiChart = {
  draw(drawing: Drawing): readonly Line[] {
    if (!hasRoom(drawing)) return emptyChart(drawing);
    const {width, height, series, labels} = drawing;
    const [columns, rows] = [width - axisWidth, height - linesBelow];
    const scale = scaleOf(drawing);
    const cells: Span[][] = Array.from({length: rows}, () => Array<Span>(columns).fill(span(' ')));
    for (const each of series) plot(each, scale, cells);
    const ticks = tickLabels(scale, rows);
    return [
      ...cells.map((row, i) => joinSpans([span(`${ticks.get(i) ?? '     '}|`, 'muted'), ...row])),
      [span(`     +${'-'.repeat(columns)}`, 'muted')],
      labelLine(labels, width),
    ];
  },
};

const marks = {chart1: '*', chart2: 'o'} as const;

/** A mark a column, and marks between where it jumps. */
function plot({values, role}: Series, {top}: Scale, cells: Span[][]): void {
  const columns = cells[0]?.length ?? 0;
  let before: number | undefined;
  for (let column = 0; column < columns; column++) {
    const value = greatestOf(values, column, columns);
    const row = value === undefined ? undefined : rowOf(value / top, cells.length);
    if (row !== undefined) {
      const nearest = before === undefined || before === row ? row : before < row ? before + 1 : before - 1;
      for (let at = Math.min(row, nearest); at <= Math.max(row, nearest); at++)
        (cells[at] as Span[])[column] = span(marks[role], role);
    }
    before = row;
  }
}

/** Of the values that fall into a column; undefined where there is none. */
function greatestOf(values: ArrayLike<number>, column: number, columns: number): number | undefined {
  const from = Math.floor((column * values.length) / columns);
  const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
  let greatest: number | undefined;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isNaN(value)) greatest = Math.max(value, greatest ?? value);
  }
  return greatest;
}

function tickLabels({step, top}: Scale, rows: number): ReadonlyMap<number, string> {
  const ticks = new Map<number, string>();
  for (let value = 0; value <= top; value += step) ticks.set(rowOf(value / top, rows), quantity(value));
  return ticks;
}

/** From the top. */
function rowOf(share: number, rows: number): number {
  return rows - 1 - Math.round(Math.max(0, Math.min(1, share)) * (rows - 1));
}
