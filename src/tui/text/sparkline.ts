import type {Glyphs} from './glyphs.js';

/**
 * The last `width` values as marks of as many heights as there are glyphs, the newest on the right; exactly `width` cells. Only zero is the
 * lowest mark; where there is no value (NaN) there is a blank.
 * @param most the value of the highest mark; without it, the greatest of those shown
 */
export function sparkline(values: ArrayLike<number>, width: number, glyphs: Glyphs, most?: number): string {
  const shown = Array.from({length: Math.max(0, width)}, (_, i) => values[values.length - width + i] ?? Number.NaN);
  const top = most ?? shown.reduce((greatest, value) => (value > greatest ? value : greatest), 0);
  return shown.map(value => mark(value, top, glyphs.levels)).join('');
}

function mark(value: number, top: number, levels: readonly string[]): string {
  if (Number.isNaN(value)) return ' ';
  const highest = levels.length - 1;
  if (value <= 0 || top <= 0) return levels[0] as string;
  return levels[value >= top ? highest : Math.ceil((value / top) * highest)] as string;
}
