/** What a server has said and nobody has heard yet, in lines. Bytes are latin1. */
export class ReceivedLines {
  /** The server says nothing more. */
  isEnded = false;
  #text = '';
  #from = 0;
  /** Up to here there is no end of a line. */
  #searched = 0;

  add(bytes: Buffer): void {
    this.#text = this.#text.slice(this.#from) + bytes.toString('latin1');
    this.#searched -= this.#from;
    this.#from = 0;
  }

  /** The next line without its end, LF or CRLF; at the end of everything also what has none. */
  takeLine(): string | undefined {
    const end = this.#text.indexOf('\n', Math.max(this.#searched, this.#from));
    if (end < 0) {
      this.#searched = this.#text.length;
      return this.isEnded ? this.takePiece() : undefined;
    }
    const line = this.#text.slice(this.#from, end);
    this.#from = end + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** Up to the end of a line, or what there is of it. */
  takePiece(): string | undefined {
    if (this.#from >= this.#text.length) return undefined;
    const end = this.#text.indexOf('\n', this.#from);
    const piece = this.#text.slice(this.#from, end < 0 ? undefined : end);
    this.#from = end < 0 ? this.#text.length : end + 1;
    return piece.replace(/\r$/, '');
  }
}
