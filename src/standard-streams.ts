import {readSync, writeSync} from 'node:fs';

/** Whoever read our output has gone: there is nothing left to do, and nothing to say. */
export class ClosedOutput extends Error {
  override readonly name = 'ClosedOutput';
}

/** Output that is written when write() returns, without the start-up cost of process.stdout. */
export interface DirectOutput {
  write(text: string): void;
  /** The first failure to write that was not a closed pipe; what came after it was dropped. */
  readonly failure: Error | undefined;
}

export function directOutput(descriptor: number): DirectOutput {
  let failure: Error | undefined;
  return {
    get failure() {
      return failure;
    },
    write(text) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length && !failure; ) {
        try {
          at += writeSync(descriptor, bytes, at);
        } catch (error) {
          const {code} = error as NodeJS.ErrnoException;
          if (code === 'EPIPE') throw new ClosedOutput();
          if (code === 'EAGAIN') pause();
          else failure = error as Error;
        }
      }
    },
  };
}

/** Standard input in pieces as they come; empty where there is none. */
export function* directInput(descriptor: number): Iterable<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(64 * 1024);
  for (;;) {
    let length = 0;
    try {
      length = readSync(descriptor, buffer, 0, buffer.length, null);
    } catch (error) {
      const {code} = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        pause();
        continue;
      }
      if (code !== 'EOF' && code !== 'EBADF') throw error;
    }
    if (length === 0) return;
    yield buffer.subarray(0, length);
  }
}

/** A descriptor that somebody else made non-blocking has nothing for us just now. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
