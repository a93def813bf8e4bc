import {formatBytes} from '../quantity.js';

/** A whole reply of a server. */
export interface SmtpReply {
  /** Undefined where it does not begin with three digits. */
  readonly code: number | undefined;
  /** Of its last line. */
  readonly text: string;
}

/** RFC 5321 §4.5.3.1.5 has 512; servers are longer. */
const longestLine = 4096;
const mostLines = 128;

/**
 * Replies of SMTP, of one line or many (RFC 5321 §4.2.1), from bytes as they come.
 * NB: keepalived 2.2.7 reads the first line alone, and takes `220-` for a bad greeting (check_smtp.c, smtp_get_status);
 * here a server that is right is right.
 */
export class ReplyReader {
  #rest = '';
  #lines = 0;

  /** @returns the reply once it is whole. Throws an Error for one that has no end. */
  take(bytes: Uint8Array): SmtpReply | undefined {
    this.#rest += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    for (let end = this.#rest.indexOf('\n'); end >= 0; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.slice(0, end).replace(/\r$/, '');
      this.#rest = this.#rest.slice(end + 1);
      if (/^\d{3}-/.test(line)) {
        if (++this.#lines >= mostLines) throw new Error(`the reply has more than ${mostLines} lines`);
        continue;
      }
      this.#lines = 0;
      const code = /^(\d{3})(?: |$)/.exec(line)?.[1];
      return {code: code === undefined ? undefined : Number(code), text: line};
    }
    if (this.#rest.length > longestLine)
      throw new Error(`a line of the reply has more than ${formatBytes(longestLine)}`);
    return undefined;
  }

  /** What came before anybody asked for it is no reply. */
  clear(): void {
    this.#rest = '';
    this.#lines = 0;
  }
}
