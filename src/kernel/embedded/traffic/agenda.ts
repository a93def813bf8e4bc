interface Entry<T> {
  readonly at: number;
  readonly item: T;
}

/** What is due when, the earliest first; of the same time, the one with the lowest serial. A binary heap. */
export class Agenda<T extends {readonly serial: number}> {
  readonly #heap: Entry<T>[] = [];

  get next(): Entry<T> | undefined {
    return this.#heap[0];
  }

  add(at: number, item: T): void {
    const heap = this.#heap;
    const entry = {at, item};
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as Entry<T>;
      if (!isBefore(entry, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }

  removeNext(): void {
    const heap = this.#heap;
    const last = heap.pop();
    const {length} = heap;
    if (!last || length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= length) break;
      if (child + 1 < length && isBefore(heap[child + 1] as Entry<T>, heap[child] as Entry<T>)) child++;
      const below = heap[child] as Entry<T>;
      if (!isBefore(below, last)) break;
      heap[i] = below;
      i = child;
    }
    heap[i] = last;
  }
}

function isBefore<T extends {readonly serial: number}>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.item.serial < b.item.serial);
}
