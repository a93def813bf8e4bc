import type {Milliseconds} from '../../checks/milliseconds.js';
import type {KeptPool} from './kept-pools.js';

const first: Milliseconds = 250;
const longest: Milliseconds = 10_000;

/** What could not be done, and when it is tried again: after 250 ms, 500 ms, … 10 s. */
export class Failures {
  readonly #words = new Map<KeptPool, readonly string[]>();
  #tries = 0;
  #cancel: (() => void) | undefined;

  /** @param retry is called with those that failed, when they are to be tried again */
  constructor(
    private readonly after: (delay: Milliseconds, call: () => void) => () => void,
    private readonly retry: (failed: readonly KeptPool[]) => void,
  ) {}

  get lines(): readonly string[] {
    return [...new Set([...this.#words.values()].flat())];
  }

  get failed(): readonly KeptPool[] {
    return [...this.#words.keys()];
  }

  /** @returns what was not known before, of any of them */
  add(kept: KeptPool, words: readonly string[]): readonly string[] {
    const before = this.lines;
    this.#words.set(kept, words);
    this.#cancel ??= this.after(Math.min(longest, first * 2 ** Math.min(this.#tries++, 10)), () => {
      this.#cancel = undefined;
      this.retry(this.failed);
    });
    return words.filter(one => !before.includes(one));
  }

  /** @returns whether it had failed */
  end(kept: KeptPool): boolean {
    const had = this.#words.delete(kept);
    if (this.#words.size === 0) this.#tries = 0;
    return had;
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#words.clear();
    this.#tries = 0;
  }
}
