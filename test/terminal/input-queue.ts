import {writeSync} from 'node:fs';

/** Writes to a terminal that does not block: what it does not take now, as the program does not read, is tried again. */
export class InputQueue {
  #pending: Buffer = Buffer.alloc(0);
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(private readonly file: number) {}

  write(text: string): void {
    this.#pending = Buffer.concat([this.#pending, Buffer.from(text)]);
    if (this.#retry === undefined) this.#flush();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  #flush(): void {
    this.#retry = undefined;
    while (this.#pending.length > 0 && !this.#isStopped) {
      try {
        this.#pending = this.#pending.subarray(writeSync(this.file, this.#pending));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        this.#retry = setTimeout(() => this.#flush(), 5);
        return;
      }
    }
  }
}
