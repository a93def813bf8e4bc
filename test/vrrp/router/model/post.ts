import type {Milliseconds} from '../../../../src/vrrp/intervals.js';

/** What travels from one host to another. */
export interface Letter {
  readonly at: Milliseconds;
  readonly from: number;
  readonly to: number;
  readonly router: string;
  readonly content:
    | {readonly type: 'advertisement'; readonly priority: number; readonly interval: Milliseconds}
    /** A handover is asked for, and agreed to. */
    | {readonly type: 'ask' | 'agree'};
}

/** Letters by the time of their arrival, of the same time in order: a binary heap. */
export class Post {
  readonly #heap: {readonly letter: Letter; readonly number: number}[] = [];
  #count = 0;

  get next(): Milliseconds {
    return this.#heap[0]?.letter.at ?? Number.POSITIVE_INFINITY;
  }

  send(letter: Letter): void {
    const heap = this.#heap;
    let place = heap.push({letter, number: this.#count++}) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#isBefore(above, place)) break;
      this.#swap(above, place);
      place = above;
    }
  }

  take(): Letter {
    const heap = this.#heap;
    const letter = heap[0]!.letter;
    const last = heap.pop()!;
    if (heap.length === 0) return letter;
    heap[0] = last;
    for (let place = 0; ; ) {
      let first = place;
      for (const below of [2 * place + 1, 2 * place + 2])
        if (below < heap.length && this.#isBefore(below, first)) first = below;
      if (first === place) return letter;
      this.#swap(first, place);
      place = first;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one]!, this.#heap[other]!];
    return a.letter.at < b.letter.at || (a.letter.at === b.letter.at && a.number < b.number);
  }

  #swap(one: number, other: number): void {
    const {[one]: a, [other]: b} = this.#heap;
    this.#heap[one] = b!;
    this.#heap[other] = a!;
  }
}
