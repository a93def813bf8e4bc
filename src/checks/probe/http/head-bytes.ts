/** The longest header that is read. keepalived gives up at 4,095 bytes. */
export const longestHead = 65_536;

/** Gathers an answer up to the empty line behind its header, in however many pieces it comes. */
export class HeadBytes {
  #gathered = Buffer.alloc(0);
  #length = 0;

  /** @returns the header's text and what follows it; `more`; or `too-long` */
  take(bytes: Buffer): {readonly text: string; readonly rest: Buffer} | 'more' | 'too-long' {
    if (this.#length === 0) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end >= 0) return split(bytes, end + 4);
    }
    if (this.#length + bytes.length > longestHead + 65_536) return 'too-long';
    this.#append(bytes);
    const all = this.#gathered.subarray(0, this.#length);
    const end = all.indexOf('\r\n\r\n', Math.max(0, this.#length - bytes.length - 3));
    if (end >= 0 && end <= longestHead) return split(all, end + 4);
    return this.#length > longestHead ? 'too-long' : 'more';
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

function split(bytes: Buffer, at: number): {text: string; rest: Buffer} {
  return {text: bytes.toString('latin1', 0, at), rest: bytes.subarray(at)};
}
