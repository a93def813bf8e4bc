import type {HttpHead} from './http-head.js';

/** Takes what a body is sent in away from it (RFC 9112 §6), and knows when it is over. */
export interface BodyFraming {
  /** @param onBody pieces of the body @returns whether it is over; `broken`: the chunks are none */
  take(bytes: Buffer, onBody: (bytes: Buffer) => void): 'more' | 'over' | 'broken';
}

/** @param hasBody not for HEAD */
export function bodyFraming(head: HttpHead, hasBody: boolean): BodyFraming {
  if (!hasBody || head.status === 204 || head.status === 304) return {take: () => 'over'};
  if (head.isChunked) return new Chunks();
  return head.contentLength === undefined ? toTheEnd : ofLength(head.contentLength);
}

const toTheEnd: BodyFraming = {
  take(bytes, onBody) {
    onBody(bytes);
    return 'more';
  },
};

function ofLength(length: number): BodyFraming {
  let left = length;
  return {
    take(bytes, onBody) {
      onBody(bytes.subarray(0, left));
      left -= Math.min(left, bytes.length);
      return left === 0 ? 'over' : 'more';
    },
  };
}

/** RFC 9112 §7.1. Trailers are not waited for. */
class Chunks implements BodyFraming {
  #line = '';
  #left = 0;
  #isInChunk = false;

  take(bytes: Buffer, onBody: (bytes: Buffer) => void): 'more' | 'over' | 'broken' {
    let at = 0;
    while (at < bytes.length) {
      if (this.#isInChunk) {
        const piece = bytes.subarray(at, at + this.#left);
        onBody(piece);
        at += piece.length;
        this.#left -= piece.length;
        this.#isInChunk = this.#left > 0;
        continue;
      }
      const end = bytes.indexOf(10, at);
      this.#line += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
      if (this.#line.length > longestLine) return 'broken';
      if (end < 0) return 'more';
      at = end + 1;
      const size = this.#size();
      if (size === undefined) continue;
      if (Number.isNaN(size)) return 'broken';
      if (size === 0) return 'over';
      this.#left = size;
      this.#isInChunk = true;
    }
    return 'more';
  }

  /** @returns undefined for the line that ends the chunk before */
  #size(): number | undefined {
    const line = this.#line.trim();
    this.#line = '';
    if (line === '') return undefined;
    const digits = /^[\da-f]{1,12}(?=\s*(?:;|$))/i.exec(line)?.[0];
    return digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  }
}

const longestLine = 1024;
