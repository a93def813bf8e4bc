/** A line of a file, or what became of it, that knows for each character the column it comes from. */
export interface Traced {
  readonly text: string;
  /** The column of the first character when the others follow it, else the column of each. */
  readonly columns: number | readonly number[];
}

export function columnOf({columns, text}: Traced, index: number): number {
  if (typeof columns === 'number') return columns + index;
  return columns[Math.min(index, text.length - 1)] ?? 1;
}

export function slice({text, columns}: Traced, start: number, end = text.length): Traced {
  return {
    text: text.slice(start, end),
    columns: typeof columns === 'number' ? columns + start : columns.slice(start, end),
  };
}

/** The line with [start, end) exchanged for a text, all of which comes from where the old one began. */
export function exchange(line: Traced, start: number, end: number, text: string): Traced {
  const {columns} = line;
  const rest = line.text.slice(end);
  if (typeof columns === 'number' && rest === '' && text.length === 0)
    return {text: line.text.slice(0, start), columns};
  const of = (index: number) => columnOf(line, index);
  const all: number[] = [];
  for (let i = 0; i < start; i++) all.push(of(i));
  const from = of(start);
  for (let i = 0; i < text.length; i++) all.push(from);
  for (let i = end; i < line.text.length; i++) all.push(of(i));
  return {text: line.text.slice(0, start) + text + rest, columns: all};
}

/** A text all of which comes from one column. */
export function tracedTo(text: string, column: number): Traced {
  return {text, columns: Array.from({length: text.length}, () => column)};
}

/** Without the blanks around it. */
export function trimmed(line: Traced): Traced {
  const start = leadingBlanks(line.text, 0);
  let end = line.text.length;
  while (end > start && isBlank(line.text[end - 1])) end--;
  return start === 0 && end === line.text.length ? line : slice(line, start, end);
}

/** How many blanks follow in a text from an index on. */
export function leadingBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at++;
  return at - from;
}

export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
