import {closeSync, constants, fstatSync, openSync, writeSync} from 'node:fs';
import type {DirectorLog} from '../director-log.js';
import {systemReason} from '../../ipvs/system-words.js';

/** Where lines go that somebody may read. */
export interface FifoWriter {
  /** Never waits: what does not fit is dropped, and counted. */
  write(line: string): void;
  close(): void;
}

/**
 * A FIFO that is there, or is made: mode 0600. It stays open for readers that come and go.
 * @param make mkfifo(3); throws Error with `code`
 */
export class LinuxFifoWriter implements FifoWriter {
  #descriptor: number | undefined;
  #dropped = 0;

  constructor(
    private readonly path: string,
    make: (path: string) => void,
    private readonly log: DirectorLog,
  ) {
    try {
      make(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        log('warning', `FIFO ${path} cannot be made: ${systemReason(error)}`);
    }
    this.#descriptor = this.#open();
  }

  write(line: string): void {
    if (this.#descriptor === undefined) return;
    try {
      writeSync(this.#descriptor, line); // whole or not at all up to PIPE_BUF: pipe(7)
      if (this.#dropped > 0)
        this.log('warning', `FIFO ${this.path} is read again: ${this.#dropped} lines were dropped`);
      this.#dropped = 0;
    } catch (error) {
      if (this.#dropped++ === 0)
        this.log(
          'warning',
          `FIFO ${this.path} takes no more (${(error as NodeJS.ErrnoException).code}): lines are dropped until it is read`,
        );
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** As one of its readers, too: so there is one, and opening does not wait. */
  #open(): number | undefined {
    try {
      const descriptor = openSync(this.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
      if (fstatSync(descriptor).isFIFO()) return descriptor;
      closeSync(descriptor);
      this.log('warning', `${this.path} is no FIFO: nothing is written to it`);
    } catch (error) {
      this.log('warning', `FIFO ${this.path} is not written: ${systemReason(error)}`);
    }
    return undefined;
  }
}
