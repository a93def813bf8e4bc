import {lineDrawing} from './line-drawing.js';

/** Of one cell, in units of its picture: 9 by 17, so that a light line is exactly in the middle and one unit wide. */
export const cellSize = {width: 9, height: 17} as const;

/** Left, top, width, height. */
export type Rectangle = readonly [number, number, number, number];

/** How a character looks that a font would not join to its neighbours, or lacks. Left and top of the cell are 0. */
export interface Drawing {
  readonly rectangles?: readonly Rectangle[];
  /** Centres of the dots. */
  readonly dots?: readonly (readonly [number, number])[];
  /** Data of an SVG path, one unit wide. */
  readonly stroke?: string;
  /** How much of the colour there is, of 1. */
  readonly strength?: number;
}

/** Undefined = the font has it. */
export function drawingOf(character: string): Drawing | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2500 && code <= 0x257f) return lineDrawing(code);
  if (code >= 0x2580 && code <= 0x259f) return blockDrawing(code);
  if (code >= 0x2800 && code <= 0x28ff) return {dots: brailleDots.filter((_, bit) => (code >> bit) & 1)};
  return undefined;
}

const {width, height} = cellSize;

/** The dots of U+2800 to U+28FF in the order of their bits: 1 to 8, of which 7 and 8 are the lowest row. */
const brailleDots: readonly (readonly [number, number])[] = [
  ...[0, 1, 2].map(row => dot(0, row)),
  ...[0, 1, 2].map(row => dot(1, row)),
  dot(0, 3),
  dot(1, 3),
];

function dot(column: number, row: number): readonly [number, number] {
  return [((column + 0.5) * width) / 2, ((row + 0.5) * height) / 4];
}

/** Quadrants of U+2596 to U+259F: upper left 1, upper right 2, lower left 4, lower right 8. */
const quadrants = [4, 8, 1, 1 + 4 + 8, 1 + 8, 1 + 2 + 4, 1 + 2 + 8, 2, 2 + 4, 2 + 4 + 8] as const;

/** U+2580 to U+259F, Block Elements. */
function blockDrawing(code: number): Drawing {
  const part = (left: number, top: number, right: number, bottom: number): Rectangle => [
    left * width,
    top * height,
    (right - left) * width,
    (bottom - top) * height,
  ];
  if (code === 0x2580) return {rectangles: [part(0, 0, 1, 1 / 2)]};
  if (code <= 0x2588) return {rectangles: [part(0, 1 - (code - 0x2580) / 8, 1, 1)]}; // ▁ to █
  if (code <= 0x258f) return {rectangles: [part(0, 0, (0x2590 - code) / 8, 1)]}; // ▉ to ▏
  if (code === 0x2590) return {rectangles: [part(1 / 2, 0, 1, 1)]};
  if (code <= 0x2593) return {rectangles: [part(0, 0, 1, 1)], strength: (code - 0x2590) / 4}; // ░▒▓
  if (code === 0x2594) return {rectangles: [part(0, 0, 1, 1 / 8)]};
  if (code === 0x2595) return {rectangles: [part(7 / 8, 0, 1, 1)]};
  const filled = quadrants[code - 0x2596] ?? 0;
  const places = [
    part(0, 0, 1 / 2, 1 / 2),
    part(1 / 2, 0, 1, 1 / 2),
    part(0, 1 / 2, 1 / 2, 1),
    part(1 / 2, 1 / 2, 1, 1),
  ];
  return {rectangles: places.filter((_, bit) => (filled >> bit) & 1)};
}
