const headerLength = 5;
/** ErrorResponse and NoticeResponse, the messages that are lists of unknown length. */
const lists: ReadonlySet<number> = new Set(Buffer.from('EN'));

/**
 * The messages of a PostgreSQL server as they go by (its protocol, section "Message Formats"): pg-protocol looks for the end
 * of a list for ever where it has none.
 */
export class PgsqlMessages {
  readonly #header = Buffer.alloc(headerLength);
  #headerBytes = 0;
  /** Bytes of the message that are still to come. */
  #left = 0;
  /** Its last two bytes. */
  #tail: readonly number[] = [];

  /** @throws Error in words */
  take(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#headerBytes < headerLength) {
        this.#header[this.#headerBytes++] = bytes[at++] as number;
        if (this.#headerBytes === headerLength) this.#begin(this.#header.readUInt32BE(1) - 4);
      } else {
        const piece = bytes.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        this.#tail = [...this.#tail, ...piece.subarray(-2)].slice(-2);
      }
      if (this.#headerBytes === headerLength && this.#left === 0) this.#end();
    }
  }

  #begin(length: number): void {
    if (length < 0) throw new Error('a message is shorter than its own length');
    this.#left = length;
    this.#tail = [];
  }

  #end(): void {
    this.#headerBytes = 0;
    const isEnded = this.#tail.length > 0 && this.#tail.every(byte => byte === 0);
    if (lists.has(this.#header[0] as number) && !isEnded) throw new Error('an error message has no end');
  }
}
