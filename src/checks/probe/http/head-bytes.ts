/** The longest header that is read. keepalived gives up at 4,095 bytes. */
export const longestHead = 65_536;

/** Gathers an answer up to the empty line behind its header, in however many pieces it comes. */
export class HeadBytes {
  readonly #isLenient: boolean;
  #gathered = Buffer.alloc(0);
  #length = 0;

  /** @param isLenient as LWP: lines may end with a newline alone, and what does not begin with `HTTP/` has no header (HTTP/0.9) */
  constructor(isLenient: boolean) {
    this.#isLenient = isLenient;
  }

  /** @returns the header's text and what follows it; `more`; or `too-long` */
  take(bytes: Buffer): {readonly text: string; readonly rest: Buffer} | 'more' | 'too-long' {
    if (this.#length === 0) {
      const end = this.#endOf(bytes, 0);
      if (end !== undefined) return split(bytes, end);
    }
    if (this.#length + bytes.length > longestHead + 65_536) return 'too-long';
    this.#append(bytes);
    const all = this.#gathered.subarray(0, this.#length);
    const end = this.#endOf(all, Math.max(0, this.#length - bytes.length - 3));
    if (end !== undefined && end <= longestHead) return split(all, end);
    return this.#length > longestHead ? 'too-long' : 'more';
  }

  /** @returns where the body begins */
  #endOf(bytes: Buffer, from: number): number | undefined {
    if (!this.#isLenient) {
      const found = bytes.indexOf('\r\n\r\n', from);
      return found < 0 ? undefined : found + 4;
    }
    if (!'HTTP/'.startsWith(bytes.toString('latin1', 0, 5))) return 0;
    for (let at = bytes.indexOf(newline, from); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      if (bytes[at + 1] === newline) return at + 2;
      if (bytes[at + 1] === 13 && bytes[at + 2] === newline) return at + 3;
    }
    return undefined;
  }

  #append(bytes: Buffer): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#gathered.length) {
      const grown = Buffer.allocUnsafe(Math.max(1024, needed, this.#gathered.length * 2));
      this.#gathered.copy(grown, 0, 0, this.#length);
      this.#gathered = grown;
    }
    bytes.copy(this.#gathered, this.#length);
    this.#length = needed;
  }
}

const newline = 10;

function split(bytes: Buffer, at: number): {text: string; rest: Buffer} {
  return {text: bytes.toString('latin1', 0, at), rest: bytes.subarray(at)};
}
