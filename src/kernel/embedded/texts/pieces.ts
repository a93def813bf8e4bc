/** PAGE_SIZE: what one read of a file under /proc gives at most. */
const page = 4096;

/**
 * A text in the pieces the kernel's seq_file gives it in: whole records while they fit a page. Between two pieces the
 * kernel keeps nothing but how many records it has given, so a change meanwhile skips or repeats some.
 * @param next the records from the given one on, as they are now
 */
export function* pieces(header: string, next: (skip: number) => readonly string[]): Iterable<Uint8Array> {
  let given = 0;
  let piece = header;
  for (;;) {
    const records = next(given);
    for (const record of records) {
      if (piece !== '' && piece.length + record.length > page) break;
      piece += record;
      given++;
    }
    if (piece === '') return;
    yield* cut(Buffer.from(piece, 'latin1'));
    piece = '';
  }
}

function* cut(bytes: Buffer): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += page) yield bytes.subarray(at, at + page);
}

/** The records that can be needed for one piece. */
export function upToAPage(records: Iterable<string>): string[] {
  const taken: string[] = [];
  let length = 0;
  for (const record of records) {
    taken.push(record);
    length += record.length;
    if (length > page) break;
  }
  return taken;
}
