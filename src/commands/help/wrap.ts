/** Breaks a text into lines at its blanks. A word that is longer has a line of its own. @param width in columns */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Terms in a column, their meanings beside them; a term that is too long for it has a line of its own. @param least columns of the terms */
export function wrapRows(
  rows: readonly (readonly [string, string])[],
  {
    width,
    indent,
    most,
    least = 0,
  }: {readonly width: number; readonly indent: number; readonly most: number; readonly least?: number},
): readonly string[] {
  const lengths = rows.map(([term]) => term.length).filter(length => length <= most);
  const column = indent + Math.max(least, ...lengths) + 2;
  const margin = ' '.repeat(column);
  return rows.flatMap(([term, meaning]) => {
    const head = ' '.repeat(indent) + term;
    if (meaning === '') return [head];
    const [first = '', ...more] = wrap(meaning, width - column).map(line => margin + line);
    return head.length + 2 <= column ? [head + first.slice(head.length), ...more] : [head, first, ...more];
  });
}
