/** Line and column of an offset in a text, both from 1. */
export function positionOf(text: string, offset: number): {readonly line: number; readonly column: number} {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return {line, column: offset - start + 1};
}
