/** What a pattern cannot be here. */
export class PatternRefusal extends Error {
  override readonly name = 'PatternRefusal';
  /** Where, in characters from the start of the pattern. */
  readonly at: number;

  constructor(at: number, words: string) {
    super(words);
    this.at = at;
  }
}

/** The text of a pattern, read from left to right. */
export class PatternReader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }

  /** Takes one character; '' at the end. */
  next(): string {
    return this.#text[this.at++] ?? '';
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.at);
  }

  /** Takes a text if it is next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what matches here. @param expression sticky */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.#text);
    if (found) this.at += found[0].length;
    return found ?? undefined;
  }

  /** Takes everything up to a text, and the text; undefined, and nothing taken, where it does not come. */
  until(text: string): string | undefined {
    const end = this.#text.indexOf(text, this.at);
    if (end < 0) return undefined;
    const found = this.#text.slice(this.at, end);
    this.at = end + text.length;
    return found;
  }

  /** Takes all that is left. */
  rest(): string {
    const found = this.#text.slice(this.at);
    this.at = this.#text.length;
    return found;
  }
}
