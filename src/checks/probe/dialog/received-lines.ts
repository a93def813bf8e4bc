/** What a server has said and nobody has heard yet, in lines. Each byte is looked at once, however small the pieces are. */
export class ReceivedLines {
  /** The server says nothing more. */
  isEnded = false;
  #lines: string[] = [];
  #heard = 0;
  /** Of the line that is not over. */
  #pieces: string[] = [];

  add(bytes: Buffer): void {
    const [first = '', ...others] = bytes.toString('latin1').split('\n');
    this.#pieces.push(first);
    for (const piece of others) {
      this.#lines.push(this.#endLine());
      this.#pieces.push(piece);
    }
    if (this.#pieces.length > mostPieces) this.#pieces = [this.#pieces.join('')];
  }

  /** The next line without its end, LF or CRLF; at the end of everything also what has none. */
  takeLine(): string | undefined {
    if (this.#heard < this.#lines.length) return this.#lines[this.#heard++];
    this.#lines = [];
    this.#heard = 0;
    return this.isEnded ? this.takePiece() : undefined;
  }

  /** The next line, or what there is of it. */
  takePiece(): string | undefined {
    if (this.#heard < this.#lines.length) return this.#lines[this.#heard++];
    return this.#endLine() || undefined;
  }

  #endLine(): string {
    const line = this.#pieces.join('');
    this.#pieces = [];
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}

const mostPieces = 1024;
