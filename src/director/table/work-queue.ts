/** What is to be looked at, each once: whatever takes clients away from a server goes first. */
export class WorkQueue<T> {
  readonly #urgent = new Set<T>();
  readonly #usual = new Set<T>();

  get isEmpty(): boolean {
    return this.#urgent.size === 0 && this.#usual.size === 0;
  }

  add(work: T, isUrgent = false): void {
    if (isUrgent) {
      this.#usual.delete(work);
      this.#urgent.add(work);
    } else if (!this.#urgent.has(work)) this.#usual.add(work);
  }

  /** Takes the next ones out. @param most what they may weigh together; one comes in any case */
  take(most: number, weightOf: (work: T) => number): readonly T[] {
    const taken: T[] = [];
    let weight = 0;
    for (const works of [this.#urgent, this.#usual])
      for (const work of works) {
        weight += weightOf(work);
        if (weight > most && taken.length > 0) return taken;
        works.delete(work);
        taken.push(work);
      }
    return taken;
  }

  clear(): void {
    this.#urgent.clear();
    this.#usual.clear();
  }
}
