/** Lines of a stream, as many at a time as have come: a person's typing is answered at once, a file goes in large pieces. */
export async function* readLines(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of stream) {
    const lines = (rest + decoder.decode(piece, {stream: true})).split('\n');
    rest = lines.pop() as string;
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
