/** A command line that cannot be carried out, and what is told of it. `@` stands for the folder of the test. */
export interface Row {
  readonly words?: readonly string[];
  /** Instead of words: for /bin/sh, with the program as "$lvsctl". */
  readonly shell?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly needs?: 'another user' | 'a mount namespace';
  /** Instead of the line itself. */
  readonly title?: string;
  readonly status: number;
  readonly stderr: RegExp;
}

type Given = Pick<Row, 'environment' | 'needs'>;

/** @param line words with a blank between them */
export function row(line: string, status: number, stderr: RegExp, given: Given = {}): Row {
  return {words: line === '' ? [''] : line.split(' '), status, stderr, ...given};
}
