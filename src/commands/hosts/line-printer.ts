/** Cuts output that comes in pieces into lines. */
export class LinePrinter {
  /** The last ones. */
  readonly lines: string[] = [];
  #begun = '';

  constructor(private readonly print: (line: string) => unknown) {}

  write(text: string): void {
    const pieces = (this.#begun + text).split('\n');
    this.#begun = (pieces.pop() as string).slice(-longestLine);
    for (const line of pieces) this.#put(line);
  }

  /** What has no line feed is a line, too. */
  end(): void {
    if (this.#begun !== '') this.#put(this.#begun);
    this.#begun = '';
  }

  #put(line: string): void {
    this.lines.push(line);
    if (this.lines.length > mostLines) this.lines.shift();
    this.print(line);
  }
}

const longestLine = 1024 * 1024;
const mostLines = 1000;
