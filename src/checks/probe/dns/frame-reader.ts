/** Messages of DNS over TCP, each behind its length of 16 bits (RFC 1035 §4.2.2), from bytes as they come. */
export class FrameReader {
  /** They are put together only when a message is whole: it may come byte by byte. */
  #pieces: Uint8Array[] = [];
  #length = 0;
  #needed = 2;

  /** @param bytes only for this call @returns the messages that are whole now */
  take(bytes: Uint8Array): Buffer[] {
    this.#pieces.push(new Uint8Array(bytes));
    this.#length += bytes.length;
    if (this.#length < this.#needed) return [];
    let rest = Buffer.concat(this.#pieces);
    const messages: Buffer[] = [];
    while (rest.length >= lengthOf(rest)) {
      messages.push(rest.subarray(2, lengthOf(rest)));
      rest = rest.subarray(lengthOf(rest));
    }
    this.#pieces = [rest];
    this.#length = rest.length;
    this.#needed = rest.length < 2 ? 2 : lengthOf(rest);
    return messages;
  }
}

/** Of the first message, with its length before it. */
function lengthOf(bytes: Buffer): number {
  return bytes.length < 2 ? Number.POSITIVE_INFINITY : 2 + bytes.readUInt16BE(0);
}

/** A message as it is sent over TCP. */
export function framed(message: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(2 + message.length);
  bytes.writeUInt16BE(message.length);
  bytes.set(message, 2);
  return bytes;
}
