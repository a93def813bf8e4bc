/**
 * Cuts a text that comes in pieces into lines, a piece's worth at a time: the lines that ended in it, without their
 * newline. The last line needs none. Bytes are taken as latin1: the kernel's tables are ASCII but for PE data.
 */
export function* linesOf(pieces: Iterable<Uint8Array>): Iterable<string[]> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')).split('\n');
    rest = lines.pop() as string;
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/**
 * The same for large tables, without a string for each line: `each` gets a text and where in it a line begins and
 * ends. Nothing of the text is to be kept. Yields after each piece.
 */
export function* forEachLine(
  pieces: Iterable<Uint8Array>,
  each: (text: string, start: number, end: number) => void,
): Iterable<void> {
  let text = '';
  for (const piece of pieces) {
    text += Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      each(text, start, end);
      start = end + 1;
    }
    text = text.slice(start);
    yield;
  }
  if (text !== '') each(text, 0, text.length);
}
