/** Characters of a line that are kept; keepalived's longest are shorter by far. */
const longest = 4096;

/** Cuts a text that comes in pieces into lines. A line without end is cut off, and its rest dropped up to the next one. */
export class LineCutter {
  #rest = '';
  #isDropping = false;

  /** The lines that ended in this piece, without their line feeds; none that is empty. */
  cut(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() as string;
    if (this.#isDropping && lines.length > 0) {
      lines.shift();
      this.#isDropping = false;
    }
    if (this.#isDropping) this.#rest = '';
    else if (this.#rest.length > longest) {
      lines.push(this.#rest.slice(0, longest));
      this.#rest = '';
      this.#isDropping = true;
    }
    return lines.filter(line => line !== '').map(line => line.slice(0, longest));
  }
}
