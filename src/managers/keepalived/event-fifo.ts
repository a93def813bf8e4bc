import {dirname} from 'node:path';
import {type FifoLine, parseFifoLine} from '../../vrrp/observer/fifo-line.js';
import type {Machine} from '../machine.js';
import {LineCutter} from './line-cutter.js';

/**
 * Reads a FIFO that keepalived writes to, and goes on with another one of that name: keepalived replaces a FIFO that it
 * made itself at each reload.
 */
export class EventFifo {
  #close: (() => void) | undefined;
  #inode: bigint | undefined;
  readonly #stopWatching: () => void;
  /** Why it is not read; undefined while it is. */
  problem: string | undefined;

  constructor(
    private readonly machine: Machine,
    readonly path: string,
    private readonly onLine: (line: FifoLine, isBacklog: boolean) => void,
  ) {
    this.#stopWatching = machine.onFolderChange(dirname(path), () => this.look());
    this.look();
  }

  /** Opens it where it is there now, or is another one. */
  look(): void {
    const inode = this.machine.facts(this.path)?.inode;
    if (inode !== undefined && inode === this.#inode) return;
    this.#close?.();
    this.#close = undefined;
    this.#inode = inode;
    const cutter = new LineCutter();
    try {
      this.#close = this.machine.readFifo(this.path, (text, isBacklog) => {
        for (const line of cutter.cut(text)) this.onLine(parseFifoLine(line), isBacklog);
      });
      this.problem = undefined;
    } catch (error) {
      this.#inode = undefined;
      this.problem = wordsOf(error as NodeJS.ErrnoException);
    }
  }

  close(): void {
    this.#stopWatching();
    this.#close?.();
  }
}

function wordsOf({code, message}: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'it is not there; keepalived makes it when it starts or is reloaded';
  return code === 'ENXIO' ? 'it is no FIFO' : message;
}
