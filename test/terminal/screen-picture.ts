import {cellSize, drawingOf} from './drawing.js';
import {blend, coloursOf, ground} from './palette.js';
import type {Cell} from './screen.js';

/** The advance of DejaVu Sans Mono is 1233/2048 of its size: so a cell is as wide as a character. */
const fontSize = (cellSize.width * 2048) / 1233;
const baseline = 13;
const margin = 10;
const dotRadius = 1.15;

/** Draws rows of cells as an SVG of its own: only its text needs a font, DejaVu Sans Mono. */
export function screenPicture(rows: readonly (readonly Cell[])[]): string {
  const width = Math.max(...rows.map(cells => cells.length)) * cellSize.width + 2 * margin;
  const height = rows.length * cellSize.height + 2 * margin;
  const drawn = rows.map((cells, row) => rowPicture(cells, margin + row * cellSize.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" rx="6" fill="${ground}"/>`,
    `<g font-family="DejaVu Sans Mono, monospace" font-size="${fontSize.toFixed(4)}" xml:space="preserve">`,
    // all grounds first, for no row to cut what a letter of the one above has below
    ...drawn.map(({grounds}) => grounds),
    ...drawn.map(({marks}) => marks),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Paths of a row by their attributes, texts by theirs. */
class Row {
  readonly #paths = new Map<string, string>();
  readonly #texts = new Map<string, {readonly columns: number[]; text: string}>();

  constructor(private readonly top: number) {}

  path(attributes: string, data: string): void {
    this.#paths.set(attributes, (this.#paths.get(attributes) ?? '') + data);
  }

  rectangle(attributes: string, left: number, top: number, width: number, height: number): void {
    this.path(
      `${attributes} shape-rendering="crispEdges"`,
      `M${round(left)} ${round(top)}h${round(width)}v${round(height)}h${round(-width)}z`,
    );
  }

  character(attributes: string, left: number, character: string): void {
    const run = this.#texts.get(attributes) ?? {columns: [], text: ''};
    run.columns.push(left);
    run.text += character;
    this.#texts.set(attributes, run);
  }

  toString(): string {
    const paths = [...this.#paths].map(([attributes, data]) => `<path ${attributes} d="${data}"/>`);
    const texts = [...this.#texts].map(
      ([attributes, {columns, text}]) =>
        `<text ${attributes} x="${columns.join(' ')}" y="${this.top + baseline}">${escapeText(text)}</text>`,
    );
    return [...paths, ...texts].join('\n');
  }
}

function rowPicture(cells: readonly Cell[], top: number): {readonly grounds: string; readonly marks: string} {
  const grounds = new Row(top);
  const marks = new Row(top);
  cells.forEach((cell, column) => {
    const left = margin + column * cellSize.width;
    const {ink, paper} = coloursOf(cell);
    if (paper !== ground) grounds.rectangle(`fill="${paper}"`, left, top, cellSize.width, cellSize.height);
    if (cell.underline) marks.rectangle(`fill="${ink}"`, left, top + baseline + 2, cellSize.width, 1);
    drawCharacter(marks, cell, ink, paper, left, top);
  });
  return {grounds: String(grounds), marks: String(marks)};
}

function drawCharacter(row: Row, cell: Cell, ink: string, paper: string, left: number, top: number): void {
  const drawing = drawingOf(cell.text);
  if (!drawing) {
    if (cell.text.trim() === '') return;
    const style = `${cell.bold ? ' font-weight="bold"' : ''}${cell.italic ? ' font-style="italic"' : ''}`;
    row.character(`fill="${ink}"${style}`, left, cell.text);
    return;
  }
  const colour = blend(ink, paper, drawing.strength ?? 1);
  for (const [x, y, width, height] of drawing.rectangles ?? [])
    row.rectangle(`fill="${colour}"`, left + x, top + y, width, height);
  for (const [x, y] of drawing.dots ?? []) row.path(`fill="${colour}"`, circle(left + x, top + y));
  if (drawing.stroke !== undefined) row.path(`fill="none" stroke="${colour}"`, moved(drawing.stroke, left, top));
}

function circle(x: number, y: number): string {
  const arc = `a${dotRadius} ${dotRadius} 0 1 0`;
  return `M${round(x - dotRadius)} ${round(y)}${arc} ${2 * dotRadius} 0${arc} ${-2 * dotRadius} 0z`;
}

/** A path of absolute M, L, Q, H and V commands, elsewhere. */
function moved(path: string, left: number, top: number): string {
  return path.replace(/([MLQHV])([^MLQHV]*)/g, (_, command: string, numbers: string) => {
    const values = numbers.trim().split(/\s+/).map(Number);
    const isX = (index: number) => command === 'H' || (command !== 'V' && index % 2 === 0);
    return command + values.map((value, index) => round(value + (isX(index) ? left : top))).join(' ');
  });
}

/** To thousandths of a unit. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
