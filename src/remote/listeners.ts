/** Whoever wants to be told. One that is added or ends while they are told does not disturb the others. */
export class Listeners<T> {
  readonly #calls = new Set<{readonly call: (told: T) => void}>();

  /** @returns what ends it */
  add(call: (told: T) => void): () => void {
    const entry = {call};
    this.#calls.add(entry);
    return () => void this.#calls.delete(entry);
  }

  tell(told: T): void {
    const now = [...this.#calls];
    for (const entry of now) if (this.#calls.has(entry)) entry.call(told);
  }
}
