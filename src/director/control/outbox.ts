import type {Writable} from 'node:stream';
import type {Milliseconds} from '../../vrrp/intervals.js';

/** What a client is sent, as fast as it reads. */
export class Outbox {
  readonly #waiting: Buffer[] = [];
  #unread = 0;
  #isWriting = false;
  #endsThen = false;
  /** When it last read something, or got something to read. */
  #progressAt: Milliseconds = 0;

  /** @param onProgress called after the client has read something, never within put */
  constructor(
    private readonly socket: Pick<Writable, 'write' | 'end'>,
    private readonly clock: () => Milliseconds,
    private readonly onProgress: () => void,
  ) {}

  /** Bytes that its socket has not taken. */
  get unreadBytes(): number {
    return this.#unread;
  }

  /** Since when the client has read nothing of what it is sent; undefined where there is nothing to read. */
  get unreadSince(): Milliseconds | undefined {
    return this.#unread === 0 ? undefined : this.#progressAt;
  }

  /** @param bytes of whole lines */
  put(bytes: Buffer): void {
    if (this.#unread === 0) this.#progressAt = this.clock();
    this.#waiting.push(bytes);
    this.#unread += bytes.length;
    if (!this.#isWriting) this.#write();
  }

  /** Puts the last bytes; the socket ends when it has taken them. */
  end(bytes: Buffer): void {
    this.#endsThen = true;
    this.put(bytes);
  }

  /** A piece at a time, so that a slow reader of a long line is told from one that does not read. */
  #write(): void {
    const piece = this.#takePiece();
    this.#isWriting = true;
    this.socket.write(piece, error => {
      this.#isWriting = false;
      if (error) return; // the socket tells
      this.#unread -= piece.length;
      this.#progressAt = this.clock();
      if (this.#waiting.length > 0) this.#write();
      else if (this.#endsThen) this.socket.end();
      this.onProgress();
    });
  }

  #takePiece(): Buffer {
    const taken: Buffer[] = [];
    let bytes = 0;
    while (bytes < pieceBytes && this.#waiting.length > 0) {
      const line = this.#waiting.shift() as Buffer;
      const room = pieceBytes - bytes;
      taken.push(line.subarray(0, room));
      bytes += Math.min(room, line.length);
      if (line.length > room) this.#waiting.unshift(line.subarray(room));
    }
    return taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken);
  }
}

const pieceBytes = 64 * 1024;
