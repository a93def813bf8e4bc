import type {Milliseconds} from '../milliseconds.js';

/** What wants the clock at a time. Both members are those of the deadlines that it is in. */
export interface Timed {
  dueAt: Milliseconds | undefined;
  slot: number;
}

/** Who wants the clock when, the earliest first: a binary heap whose items know their place, so that none is in it twice. */
export class Deadlines<T extends Timed> {
  readonly #heap: T[] = [];

  get next(): T | undefined {
    return this.#heap[0];
  }

  /** @param at undefined: never */
  set(item: T, at: Milliseconds | undefined): void {
    if (at === item.dueAt) return;
    if (at === undefined) {
      this.#remove(item);
      return;
    }
    if (item.dueAt === undefined) item.slot = this.#heap.push(item) - 1;
    item.dueAt = at;
    this.#lower(this.#raise(item));
  }

  #remove(item: T): void {
    const last = this.#heap.pop() as T;
    if (last !== item) {
      this.#place(last, item.slot);
      this.#lower(this.#raise(last));
    }
    item.dueAt = undefined;
  }

  #raise(item: T): T {
    const heap = this.#heap;
    while (item.slot > 0) {
      const above = heap[(item.slot - 1) >> 1] as T;
      if (!isBefore(item, above)) break;
      const {slot} = above;
      this.#place(above, item.slot);
      this.#place(item, slot);
    }
    return item;
  }

  #lower(item: T): void {
    const heap = this.#heap;
    for (;;) {
      const left = 2 * item.slot + 1;
      if (left >= heap.length) return;
      const right = heap[left + 1];
      const below = right && isBefore(right, heap[left] as T) ? right : (heap[left] as T);
      if (!isBefore(below, item)) return;
      const {slot} = below;
      this.#place(below, item.slot);
      this.#place(item, slot);
    }
  }

  #place(item: T, slot: number): void {
    this.#heap[slot] = item;
    item.slot = slot;
  }
}

function isBefore(one: Timed, other: Timed): boolean {
  return (one.dueAt as Milliseconds) < (other.dueAt as Milliseconds);
}
