import type {Milliseconds} from '../vrrp/intervals.js';

/** Who waits for an answer. */
export interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The calls of a connection that have no answer yet. */
export class RpcCalls {
  readonly #calls = new Map<number, Waiting & {cancel(): void}>();
  #lastId = 0;

  /** @param after calls once after so long; @returns what prevents it */
  constructor(private readonly after: (delay: Milliseconds, call: () => void) => () => void) {}

  /** @param timeout undefined: as long as it takes @param late the error of a call without an answer in time @returns the id of its request */
  add(waiting: Waiting, timeout: Milliseconds | undefined, late: () => Error): number {
    const id = ++this.#lastId;
    const cancel = timeout === undefined ? () => {} : this.after(timeout, () => this.take(id)?.reject(late()));
    this.#calls.set(id, {...waiting, cancel});
    return id;
  }

  /** Whoever made it; nobody, where it is not waited for any more. */
  take(id: number | null): Waiting | undefined {
    const call = id === null ? undefined : this.#calls.get(id);
    if (id !== null) this.#calls.delete(id);
    call?.cancel();
    return call;
  }

  rejectAll(error: Error): void {
    for (const id of this.#calls.keys()) this.take(id)?.reject(error);
  }
}
