import type {Milliseconds} from '../../vrrp/intervals.js';
import {type MethodName, methods} from './methods.js';
import {explainGarbled, explainTimeout} from './no-answer.js';

/** Who waits for an answer. */
export interface Settlement {
  /** @throws Error where the result is none of the method's */
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The calls of a connection that have no answer yet, each with its time. */
export class PendingCalls {
  readonly #calls = new Map<unknown, Settlement & {cancel(): void}>();
  #lastId = 0;

  /** @param after calls once after so long; @returns what prevents it */
  constructor(private readonly after: (delay: Milliseconds, call: () => void) => () => void) {}

  /** @returns the id of its request */
  add(method: MethodName, timeout: Milliseconds, {resolve, reject}: Settlement): number {
    const id = ++this.#lastId;
    const cancel = this.after(timeout, () => {
      this.#calls.delete(id);
      reject(explainTimeout(method, timeout, !methods[method].reads));
    });
    this.#calls.set(id, {resolve, reject, cancel});
    return id;
  }

  /** Whoever made it gets the result; nobody, where it is not waited for any more. @throws Error where the result is none */
  resolve(id: unknown, result: unknown): void {
    const call = this.#remove(id);
    try {
      call?.resolve(result);
    } catch (error) {
      call?.reject(explainGarbled((error as Error).message));
      throw error;
    }
  }

  reject(id: unknown, error: Error): void {
    this.#remove(id)?.reject(error);
  }

  rejectAll(error: Error): void {
    for (const id of this.#calls.keys()) this.reject(id, error);
  }

  #remove(id: unknown): Settlement | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.cancel();
    return call;
  }
}
