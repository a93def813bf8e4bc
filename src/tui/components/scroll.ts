import type {Intention} from '../keymap/bindings.js';
import type {Glyphs} from '../text/glyphs.js';
import {type Line, span} from '../theme/role.js';

/** The first line on the screen after an intention; undefined where it is none of movement. */
export function scroll(intention: Intention, offset: number, length: number, height: number): number | undefined {
  const page = Math.max(1, shownLines(length, height) - 1);
  switch (intention) {
    case 'down':
      return firstLine(offset + 1, length, height);
    case 'up':
      return firstLine(offset - 1, length, height);
    case 'page-down':
      return firstLine(offset + page, length, height);
    case 'page-up':
      return firstLine(offset - page, length, height);
    case 'top':
      return 0;
    case 'bottom':
      return firstLine(length, length, height);
    default:
      return undefined;
  }
}

/** The lines that fit, from one on; where that is not all, the last says how many more there are. */
export function scrolled(lines: readonly Line[], offset: number, height: number, {up, down}: Glyphs): readonly Line[] {
  const shown = shownLines(lines.length, height);
  if (shown === lines.length) return lines;
  const start = firstLine(offset, lines.length, height);
  const below = lines.length - start - shown;
  const arrows = `${start > 0 ? up : ' '}${below > 0 ? down : ' '}`;
  const words = below > 0 ? `${below} more ${below === 1 ? 'line' : 'lines'}` : 'the end';
  return [...lines.slice(start, start + shown), [span(` ${arrows} ${words}`, 'muted')]];
}

/** The offset nearest to the wanted one that shows no emptiness. */
function firstLine(wanted: number, length: number, height: number): number {
  return Math.max(0, Math.min(wanted, length - shownLines(length, height)));
}

/** Without the line that says that there is more. */
function shownLines(length: number, height: number): number {
  return length <= height ? length : Math.max(0, height - 1);
}
