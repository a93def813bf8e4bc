import type {Drawing, Rectangle} from './drawing.js';

/**
 * The arms of U+2500 to U+257F, 16 a line: up, right, down, left, each 0 = none, 1 = light, 2 = heavy. A point stands
 * for what is not made of such arms: double lines, which the font joins well enough, arcs and diagonals.
 */
const arms = `
0101 0202 1010 2020 0101 0202 1010 2020 0101 0202 1010 2020 0110 0210 0120 0220
0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 1110 1210 2110 1120
2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 0111 0112 0211 0212
0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 1111 1112 1211 1212
2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222 0101 0202 1010 2020
.    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
.    .    .    .    .    .    .    .    .    .    .    .    .    .    .    .
.    .    .    .    0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010`
  .trim()
  .split(/\s+/);

/** From the middle of one edge of the cell to that of another, and from corner to corner. */
const strokes: Readonly<Record<string, string>> = {
  '╭': 'M4.5 17V12.5Q4.5 8.5 8.5 8.5H9',
  '╮': 'M4.5 17V12.5Q4.5 8.5 .5 8.5H0',
  '╯': 'M4.5 0V4.5Q4.5 8.5 .5 8.5H0',
  '╰': 'M4.5 0V4.5Q4.5 8.5 8.5 8.5H9',
  '╱': 'M0 17L9 0',
  '╲': 'M0 0L9 17',
  '╳': 'M0 17L9 0M0 0L9 17',
};

/** Dashed lines: their gaps, which are one unit wide. */
const gaps: Readonly<Record<string, readonly number[]>> = {
  '┄┅': [2, 5, 8],
  '┆┇': [5, 10, 15],
  '┈┉': [1, 3, 5, 7],
  '┊┋': [3, 7, 11, 15],
  '╌╍': [4, 8],
  '╎╏': [8, 16],
};

/** U+2500 to U+257F, Box Drawing; undefined for those that are left to the font. */
export function lineDrawing(code: number): Drawing | undefined {
  const character = String.fromCodePoint(code);
  const stroke = strokes[character];
  if (stroke !== undefined) return {stroke};
  const [up, right, down, left] = [...(arms[code - 0x2500] ?? '.')].map(Number);
  if (up === undefined || right === undefined || down === undefined || left === undefined) return undefined;
  const [, at] = Object.entries(gaps).find(([characters]) => characters.includes(character)) ?? [];
  if (at !== undefined) return {rectangles: up > 0 ? dashesDown(at, up) : dashesRight(at, right)};
  // each arm reaches as far into the middle as the others are wide
  const across = half(Math.max(up, down));
  const along = half(Math.max(left, right));
  const rectangles: Rectangle[] = [];
  if (up > 0) rectangles.push([4 - half(up), 0, thickness(up), 9 + along]);
  if (down > 0) rectangles.push([4 - half(down), 8 - along, thickness(down), 9 + along]);
  if (left > 0) rectangles.push([0, 8 - half(left), 5 + across, thickness(left)]);
  if (right > 0) rectangles.push([4 - across, 8 - half(right), 5 + across, thickness(right)]);
  return {rectangles};
}

function dashesRight(gaps: readonly number[], weight: number): Rectangle[] {
  return gaps.map((gap, index) => {
    const from = index === 0 ? 0 : (gaps[index - 1] as number) + 1;
    return [from, 8 - half(weight), gap - from, thickness(weight)];
  });
}

function dashesDown(gaps: readonly number[], weight: number): Rectangle[] {
  return gaps.map((gap, index) => {
    const from = index === 0 ? 0 : (gaps[index - 1] as number) + 1;
    return [4 - half(weight), from, thickness(weight), gap - from];
  });
}

function thickness(weight: number): number {
  return weight === 2 ? 3 : 1;
}

/** What a line is wider than a light one, on either side. */
function half(weight: number): number {
  return weight === 2 ? 1 : 0;
}
