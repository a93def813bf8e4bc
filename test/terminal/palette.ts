import type {Cell, Colour} from './screen.js';

/** The first 16 colours, on a dark ground: readable each. */
const first =
  '1d2026 e0655f 7fb069 e2b55a 619fe0 bf85d6 4fb8bd c8ccd4 6b7280 ff8a80 a5d68c ffd479 8fc1ff dcaaf2 7fdde0 ffffff'.split(
    ' ',
  );

export const ground = '#14161b';
const foreground = '#d4d7dd';

/** What a cell's colours are in the end, as #rrggbb: inverse and dim are resolved. */
export function coloursOf(cell: Cell): {readonly ink: string; readonly paper: string} {
  const [front, back] = [hex(cell.foreground, foreground), hex(cell.background, ground)];
  const [ink, paper] = cell.inverse ? [back, front] : [front, back];
  return {ink: cell.dim ? blend(ink, paper, 0.6) : ink, paper};
}

/** So much of `over`, of 1, and the rest of `under`. */
export function blend(over: string, under: string, strength: number): string {
  const [a, b] = [components(over), components(under)];
  return rgb(a.map((value, index) => Math.round(value * strength + (b[index] as number) * (1 - strength))));
}

/** xterm's palette: after 16 colours a cube of 6×6×6, then 24 greys. */
function hex(colour: Colour, otherwise: string): string {
  if (colour === 'default') return otherwise;
  if (typeof colour === 'string') return colour;
  if (colour < 16) return `#${first[colour]}`;
  if (colour >= 232) return rgb([0, 0, 0].map(() => 8 + 10 * (colour - 232)));
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
  const place = colour - 16;
  return rgb([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(level));
}

function components(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
}

function rgb(values: readonly number[]): string {
  return `#${values.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
