import type {Terminal} from '../../test/terminal/terminal.js';

/** What a program writes at each refresh: pieces of output that follow each other within the gap are one. */
export class OutputBursts {
  #sizes: number[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;
  readonly #stop: () => void;

  /** @param gap milliseconds */
  constructor(terminal: Terminal, gap: number) {
    this.#stop = terminal.onOutput((output, at) => {
      if (at - this.#lastAt > gap) this.#sizes.push(0);
      this.#sizes[this.#sizes.length - 1] = (this.#sizes.at(-1) as number) + output.length;
      this.#lastAt = at;
    });
  }

  /** Ends the watching. @returns bytes of each */
  take(): readonly number[] {
    this.#stop();
    return this.#sizes;
  }
}
