import {displayWidth, fit} from '../text/width.js';
import {type Line, type Role, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';

/** A titled block: its lines for a width, each of exactly that width. */
export type Panel = (width: number) => readonly Line[];

/** Cells between two panels beside each other. */
export const panelGap = 2;

/** A panel with its title and what is below it. */
export function panel(title: string, body: Panel, ellipsis: string): Panel {
  return width => [
    [span(fit(` ${title}`, width, 'left', ellipsis), 'header')],
    ...body(width).map(line => fitLine(line, width, ellipsis)),
  ];
}

/** How wide each of so many panels beside each other is. */
export function widthOfEach(width: number, count: number): number {
  return Math.floor((width - panelGap * (count - 1)) / count);
}

/** Below each other, an empty line between two. */
export function stack(panels: readonly Panel[]): Panel {
  return width => panels.flatMap((each, i) => (i === 0 ? each(width) : [blank(width), ...each(width)]));
}

/** Beside each other, each with its width; the shorter ones go on as blanks. */
export function beside(blocks: readonly {readonly panel: Panel; readonly width: number}[]): readonly Line[] {
  const drawn = blocks.map(({panel: each, width}) => each(width));
  const height = Math.max(0, ...drawn.map(({length}) => length));
  return Array.from({length: height}, (_, row) =>
    blocks.flatMap(({width}, i): Line => {
      const line = drawn[i]?.[row] ?? blank(width);
      return i === 0 ? line : [span(' '.repeat(panelGap)), ...line];
    }),
  );
}

/** Columns of the same width, each of panels below each other. */
export function inColumns(columns: readonly (readonly Panel[])[], width: number): readonly Line[] {
  const each = widthOfEach(width, columns.length);
  return beside(columns.map(panels => ({panel: stack(panels), width: each})));
}

/** A name and what it is, the names below each other. */
export function entry(name: string, value: string | Line, width = 13, role: Role = 'plain'): Line {
  return [
    span(fit(` ${name}`, width, 'left', ''), 'muted'),
    ...(typeof value === 'string' ? [span(value, role)] : value),
  ];
}

/** Exactly so wide: with blanks at its end, or cut. */
export function fitLine(line: Line, width: number, ellipsis: string): Line {
  const missing = width - lineWidth(line);
  if (missing === 0) return line;
  if (missing > 0) return [...line, span(' '.repeat(missing))];
  const fitted: Span[] = [];
  let left = width;
  for (const {text, role} of line) {
    const cells = displayWidth(text);
    if (cells >= left) return [...fitted, span(fit(`${text} `, left, 'left', ellipsis), role)]; // more follows
    fitted.push(span(text, role));
    left -= cells;
  }
  return fitted;
}

function blank(width: number): Line {
  return [span(' '.repeat(width))];
}
