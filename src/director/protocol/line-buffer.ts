/** Cuts bytes that come in pieces into lines. Of a line that has not ended no more is kept than it may have. */
export class LineBuffer {
  /** What came last, read up to #at. */
  #piece: Buffer = nothing;
  #at = 0;
  /** The beginning of a line from earlier pieces, with room behind it. */
  #held: Buffer = nothing;
  #heldBytes = 0;

  /** @param mostBytes of a line, without its line feed */
  constructor(private readonly mostBytes: number) {}

  /** Whether a line has begun and not ended. Means something once next has found no more lines. */
  get isWithinLine(): boolean {
    return this.#heldBytes > 0;
  }

  push(piece: Buffer): void {
    const isRead = this.#at === this.#piece.length;
    this.#piece = isRead ? piece : Buffer.concat([this.#piece.subarray(this.#at), piece]);
    this.#at = 0;
  }

  /** The next whole line; undefined where there is none yet; `too-long` from then on where it has too many bytes. */
  next(): Buffer | 'too-long' | undefined {
    const end = this.#piece.indexOf(lineFeed, this.#at);
    const part = this.#piece.subarray(this.#at, end < 0 ? this.#piece.length : end);
    if (this.#heldBytes + part.length > this.mostBytes) return 'too-long';
    if (end < 0) {
      this.#hold(part);
      this.#piece = nothing;
      this.#at = 0;
      return undefined;
    }
    this.#at = end + 1;
    if (this.#heldBytes === 0) return part;
    this.#hold(part);
    const line = this.#held.subarray(0, this.#heldBytes);
    this.#held = nothing;
    this.#heldBytes = 0;
    return line;
  }

  /** Copied: many small pieces do not keep the buffers alive that they came in. */
  #hold(part: Buffer): void {
    const needed = this.#heldBytes + part.length;
    if (needed > this.#held.length) {
      const larger = Buffer.alloc(Math.min(this.mostBytes, Math.max(needed, 2 * this.#held.length)));
      this.#held.copy(larger, 0, 0, this.#heldBytes);
      this.#held = larger;
    }
    part.copy(this.#held, this.#heldBytes);
    this.#heldBytes = needed;
  }
}

const nothing = Buffer.alloc(0);
const lineFeed = 10;
