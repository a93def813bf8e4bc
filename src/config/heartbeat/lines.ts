/** A word of a line with its column, from 1. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** A line of one of heartbeat's files that has words, from 1. */
export interface WordLine {
  readonly line: number;
  readonly words: readonly [Word, ...Word[]];
}

/** The words of a text, comments left out. @param joins lines that end with a backslash go on in the next one */
export function wordLines(text: string, {joins}: {readonly joins: boolean}): readonly WordLine[] {
  const found: {line: number; words: Word[]}[] = [];
  let open: {line: number; words: Word[]} | undefined;
  for (const [i, raw] of text.split('\n').entries()) {
    const plain = raw.replace(/#.*/, '');
    const continues = joins && plain.endsWith('\\');
    const row = open ?? {line: i + 1, words: []};
    for (const match of (continues ? plain.slice(0, -1) : plain).matchAll(/\S+/g))
      row.words.push({text: match[0], column: match.index + 1});
    open = continues ? row : undefined;
    if (!continues) found.push(row);
  }
  if (open) found.push(open);
  return found.filter((row): row is {line: number; words: [Word, ...Word[]]} => row.words.length > 0);
}
