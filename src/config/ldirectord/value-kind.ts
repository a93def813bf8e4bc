/** A part of a value that ldirectord skips, from and up to characters of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What ldirectord makes of what stands behind the `=`. */
export type Reading<T> =
  | {
      readonly value: T;
      readonly lost?: readonly Span[];
      /** What it takes that nobody meant, as a sentence. */
      readonly misread?: string;
    }
  | {readonly refused: string; readonly isUnquoted?: true};

export interface ValueKind<T> {
  readonly read: (text: string) => Reading<T>;
  /** All that stands there belongs to the value, blanks at its end too. */
  readonly takesAll?: true;
}

/** The value that a kind reads. */
export type ValueOf<K> = K extends ValueKind<infer T> ? T : never;

/** The value is the first thing of the text that matches; what stands around it is skipped. */
export function found<T>(
  pattern: RegExp,
  text: string,
  make: (word: string) => Reading<T>,
  refused: string,
): Reading<T> {
  const match = pattern.exec(text);
  if (!match) return {refused};
  const word = match[1] ?? match[0];
  const made = make(word);
  if ('refused' in made) return made;
  const from = match.index + match[0].indexOf(word);
  const lost = spansAround(text, from, from + word.length);
  return lost.length === 0 ? made : {...made, lost: [...(made.lost ?? []), ...lost]};
}

/** What of the text stands before `from` and behind `to`, blanks aside. */
export function spansAround(text: string, from: number, to: number): Span[] {
  return [spanOf(text, 0, from), spanOf(text, to, text.length)].filter(span => span !== undefined);
}

/** Undefined where there are only blanks. A comment is no loss. */
export function spanOf(text: string, from: number, to: number): Span | undefined {
  const part = text.slice(from, to);
  const trimmed = part.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const start = from + part.indexOf(trimmed);
  return {from: start, to: start + trimmed.length};
}
