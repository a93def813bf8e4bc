import {Writable} from 'node:stream';
import {formatBytes} from '../quantity.js';

/** What a transfer brings, as far as a check looks at it; it is broken off where there is more. */
export class KeptContent extends Writable {
  readonly #onBytes: () => void;
  readonly #parts: Buffer[] = [];
  #length = 0;

  constructor(onBytes: () => void) {
    super();
    this.#onBytes = onBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes as latin1. */
  get text(): string {
    return Buffer.concat(this.#parts).toString('latin1');
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#onBytes();
    const wanted = bytes.subarray(0, mostContent - this.#length);
    this.#parts.push(wanted);
    this.#length += wanted.length;
    if (wanted.length < bytes.length)
      done(new Error(`more than ${formatBytes(mostContent)}: the rest is not looked at`));
    else done();
  }
}

/** What one try may take up. */
const mostContent = 1_048_576;
