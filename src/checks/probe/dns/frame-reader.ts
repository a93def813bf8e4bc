/** Messages of DNS over TCP, each behind its length of 16 bits (RFC 1035 §4.2.2), from bytes as they come. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  /** @returns the messages that are whole now */
  take(bytes: Uint8Array): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages: Buffer[] = [];
    while (this.#rest.length >= 2) {
      const end = 2 + this.#rest.readUInt16BE(0);
      if (this.#rest.length < end) break;
      messages.push(this.#rest.subarray(2, end));
      this.#rest = this.#rest.subarray(end);
    }
    return messages;
  }
}

/** A message as it is sent over TCP. */
export function framed(message: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(2 + message.length);
  bytes.writeUInt16BE(message.length);
  bytes.set(message, 2);
  return bytes;
}
