import {pollReadable} from './socket-constants.js';

/** What is waited for. */
interface Awaited {
  readonly descriptor: number;
  /** What comes is taken at once. */
  readonly isPrompt: boolean;
}

/** struct pollfd: the descriptor, the events that are awaited, and those that came. */
const entryLength = 8;

/** The array for poll(2): a wake-up, then what is prompt, then the rest, so that a shorter array is one of the prompt. */
export class PollTable<T extends Awaited> {
  readonly bytes: DataView;
  /** Of the array, and of its prompt beginning. */
  readonly counts: {readonly all: number; readonly prompt: number};
  readonly #awaited: readonly T[];

  constructor(wake: number, awaited: readonly T[]) {
    const prompt = awaited.filter(({isPrompt}) => isPrompt);
    this.#awaited = [...prompt, ...awaited.filter(({isPrompt}) => !isPrompt)];
    this.counts = {all: 1 + awaited.length, prompt: 1 + prompt.length};
    this.bytes = new DataView(new ArrayBuffer(this.counts.all * entryLength));
    for (const [row, descriptor] of [wake, ...this.#awaited.map(one => one.descriptor)].entries()) {
      this.bytes.setInt32(row * entryLength, descriptor, true);
      this.bytes.setInt16(row * entryLength + 4, pollReadable, true);
    }
  }

  /** What came when it was last polled. */
  get isWoken(): boolean {
    return this.#hasCome(0);
  }

  get isPromptWaiting(): boolean {
    for (let row = 0; row < this.counts.prompt; row++) if (this.#hasCome(row)) return true;
    return false;
  }

  get waiting(): readonly T[] {
    return this.#awaited.filter((_, i) => this.#hasCome(i + 1));
  }

  #hasCome(row: number): boolean {
    return this.bytes.getInt16(row * entryLength + 6, true) !== 0;
  }
}
