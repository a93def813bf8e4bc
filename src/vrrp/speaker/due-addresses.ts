import type {Milliseconds} from '../intervals.js';
import type {KeptAddress} from './kept-address.js';

/** Addresses, each with a time when it is to be looked at. */
export class DueAddresses {
  readonly #times = new Map<KeptAddress, Milliseconds>();

  /** Of the first one; infinity where there is none. */
  get deadline(): Milliseconds {
    let first = Number.POSITIVE_INFINITY;
    for (const at of this.#times.values()) first = Math.min(first, at);
    return first;
  }

  has(kept: KeptAddress): boolean {
    return this.#times.has(kept);
  }

  set(kept: KeptAddress, at: Milliseconds): void {
    this.#times.set(kept, at);
  }

  delete(kept: KeptAddress): void {
    this.#times.delete(kept);
  }

  /** Those whose time has come. */
  take(now: Milliseconds): readonly KeptAddress[] {
    const due = [...this.#times].flatMap(([kept, at]) => (at <= now ? [kept] : []));
    for (const kept of due) this.#times.delete(kept);
    return due;
  }
}
