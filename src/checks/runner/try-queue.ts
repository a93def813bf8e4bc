import type {Milliseconds} from '../milliseconds.js';
import type {RunningProbe} from '../probe/probe-world.js';

/** Starts a try. @param onEnd to be called before its verdict is told */
type Start = (onEnd: () => void) => RunningProbe;

/** So many are started at once: between them, what has arrived is read and timers are on time. */
const atOnce = 32;
const pause: Milliseconds = 1;

/** Tries that are under way, at most so many, and those that wait, in their order. */
export class TryQueue {
  readonly #most: number;
  readonly #after: (delay: Milliseconds, call: () => void) => () => void;
  readonly #running = new Map<string, RunningProbe>();
  readonly #waiting = new Map<string, Start>();
  #left = atOnce;
  #stopTimer: (() => void) | undefined;

  constructor(most: number, after: (delay: Milliseconds, call: () => void) => () => void) {
    this.#most = most;
    this.#after = after;
  }

  /** @param key of one that is neither under way nor waiting */
  add(key: string, start: Start): void {
    this.#waiting.set(key, start);
    this.#fill();
  }

  cancel(key: string): void {
    this.#waiting.delete(key);
    this.#running.get(key)?.cancel();
    this.#running.delete(key);
    this.#fill();
  }

  clear(): void {
    this.#waiting.clear();
    for (const running of this.#running.values()) running.cancel();
    this.#running.clear();
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #fill(): void {
    for (const [key, start] of this.#waiting) {
      if (this.#left === 0 || this.#running.size >= this.#most) return;
      this.#waiting.delete(key);
      this.#start(key, start);
    }
  }

  #start(key: string, start: Start): void {
    this.#left--;
    this.#stopTimer ??= this.#after(pause, () => this.#refill());
    this.#running.set(
      key,
      start(() => {
        this.#running.delete(key);
        this.#fill();
      }),
    );
  }

  #refill(): void {
    this.#stopTimer = undefined;
    this.#left = atOnce;
    this.#fill();
  }
}
