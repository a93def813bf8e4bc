/** What is due when, the earliest first; of the same time, the one with the lowest serial. A binary heap. */
export class Agenda<T extends {readonly serial: number}> {
  readonly #heap: {readonly at: number; readonly item: T}[] = [];

  get next(): {readonly at: number; readonly item: T} | undefined {
    return this.#heap[0];
  }

  add(at: number, item: T): void {
    const heap = this.#heap;
    let i = heap.push({at, item}) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  removeNext(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let first = i;
      if (left < heap.length && this.#isBefore(left, first)) first = left;
      if (right < heap.length && this.#isBefore(right, first)) first = right;
      if (first === i) return;
      this.#swap(i, first);
      i = first;
    }
  }

  #isBefore(i: number, j: number): boolean {
    const [a, b] = [this.#heap[i], this.#heap[j]] as [{at: number; item: T}, {at: number; item: T}];
    return a.at < b.at || (a.at === b.at && a.item.serial < b.item.serial);
  }

  #swap(i: number, j: number): void {
    const heap = this.#heap;
    [heap[i], heap[j]] = [heap[j] as {at: number; item: T}, heap[i] as {at: number; item: T}];
  }
}
