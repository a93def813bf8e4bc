import {wrap} from '../help/wrap.js';

/** Narrower terminals break lines themselves. */
const leastColumns = 40;

/** A text on as many lines as it needs, all but the first indented. @param columns of the terminal; undefined where there is none: then it stays one line */
export function fold(text: string, columns: number | undefined, indent: number): string {
  if (columns === undefined || columns < leastColumns || text.length <= columns) return text;
  const blanks = /^ */.exec(text.slice(indent))?.[0].length ?? 0;
  const start = indent + blanks; // wrap takes no blank in front
  return text.slice(0, start) + wrap(text.slice(start), columns - start).join(`\n${' '.repeat(indent)}`);
}
