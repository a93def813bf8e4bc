import type {Milliseconds} from '../../checks/milliseconds.js';
import type {KeptPool} from './kept-pools.js';

const first: Milliseconds = 250;
const longest: Milliseconds = 10_000;

/** What could not be done, and when it is tried again: after 250 ms, 500 ms, … 10 s. */
export class Failures {
  readonly #words = new Map<KeptPool, readonly string[]>();
  /** How many have failed with each line. */
  readonly #counts = new Map<string, number>();
  #tries = 0;
  #cancel: (() => void) | undefined;

  /** @param retry is called with those that failed, when they are to be tried again */
  constructor(
    private readonly after: (delay: Milliseconds, call: () => void) => () => void,
    private readonly retry: (failed: readonly KeptPool[]) => void,
  ) {}

  get lines(): readonly string[] {
    return [...this.#counts.keys()];
  }

  get failed(): readonly KeptPool[] {
    return [...this.#words.keys()];
  }

  /** @returns what was not known before, of any of them */
  add(kept: KeptPool, words: readonly string[]): readonly string[] {
    const news = words.filter(one => !this.#counts.has(one));
    const before = this.#words.get(kept) ?? [];
    this.#words.set(kept, words);
    for (const one of words) this.#counts.set(one, (this.#counts.get(one) ?? 0) + 1);
    this.#uncount(before);
    this.#cancel ??= this.after(Math.min(longest, first * 2 ** Math.min(this.#tries++, 10)), () => {
      this.#cancel = undefined;
      this.retry(this.failed);
    });
    return news;
  }

  /** @returns whether it had failed */
  end(kept: KeptPool): boolean {
    const words = this.#words.get(kept);
    if (!words) return false;
    this.#words.delete(kept);
    this.#uncount(words);
    if (this.#words.size === 0) this.#tries = 0;
    return true;
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#words.clear();
    this.#counts.clear();
    this.#tries = 0;
  }

  #uncount(words: readonly string[]): void {
    for (const one of words) {
      const count = (this.#counts.get(one) ?? 0) - 1;
      if (count > 0) this.#counts.set(one, count);
      else this.#counts.delete(one);
    }
  }
}
