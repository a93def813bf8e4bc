import {destinationKey} from '../../../ipvs/destination.js';
import type {Rows} from '../../components/list.js';
import type {SeenDestination, SeenService} from '../../data/snapshot.js';
import {rowKey} from '../../data/trends.js';
import {type ServiceOrder, type Sort, sortDestinations} from './arrange.js';

/** A line of the tree. */
export type TreeRow =
  | {readonly type: 'service'; readonly key: string; readonly seen: SeenService; readonly isOpen: boolean}
  | {
      readonly type: 'destination';
      readonly key: string;
      readonly seen: SeenService;
      readonly destination: SeenDestination;
      readonly isLast: boolean;
    };

/** Which services are folded: the exceptions from what all are. */
export interface Folds {
  readonly isOpen: boolean;
  readonly exceptions: ReadonlySet<string>;
}

/** The tree as rows; a row is only made when it is asked for, so that a hundred thousand cost no more than a screenful. */
export class TreeRows implements Rows {
  readonly length: number;
  /** The row each service begins at. */
  readonly #starts: Int32Array;
  readonly #sorted = new Map<number, readonly SeenDestination[]>();

  constructor(
    private readonly services: readonly SeenService[],
    private readonly order: ServiceOrder,
    private readonly folds: Folds,
    private readonly sort: Sort,
  ) {
    const {places} = order;
    this.#starts = new Int32Array(places.length);
    let length = 0;
    for (let i = 0; i < places.length; i++) {
      this.#starts[i] = length;
      length += 1 + this.#shown(i);
    }
    this.length = length;
  }

  rowAt(index: number): TreeRow | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const i = this.#serviceAt(index);
    const seen = this.#seen(i);
    const below = index - (this.#starts[i] as number);
    if (below === 0) return {type: 'service', key: seen.key, seen, isOpen: this.#isOpen(i)};
    const destinations = this.#destinations(i);
    const destination = destinations[below - 1] as SeenDestination;
    return {
      type: 'destination',
      key: rowKey(seen.key, destinationKey(destination)),
      seen,
      destination,
      isLast: below === destinations.length,
    };
  }

  keyAt(index: number): string | undefined {
    return this.rowAt(index)?.key;
  }

  indexOf(key: string): number {
    const blank = key.indexOf(' ');
    const serviceKey = blank < 0 ? key : key.slice(0, blank);
    const i = this.order.places.findIndex(place => this.services[place]?.key === serviceKey);
    if (i < 0) return -1;
    const start = this.#starts[i] as number;
    if (blank < 0) return start;
    if (!this.#isOpen(i)) return -1;
    const wanted = key.slice(blank + 1);
    const below = this.#destinations(i).findIndex(destination => destinationKey(destination) === wanted);
    return below < 0 ? -1 : start + 1 + below;
  }

  /** The last service that begins at this row or before it. */
  #serviceAt(index: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #seen(i: number): SeenService {
    return this.services[this.order.places[i] as number] as SeenService;
  }

  /** What matches a filter is shown. */
  #isOpen(i: number): boolean {
    const isOpen = this.folds.exceptions.has(this.#seen(i).key) !== this.folds.isOpen;
    return isOpen || this.order.matching.has(this.order.places[i] as number);
  }

  #shown(i: number): number {
    if (!this.#isOpen(i)) return 0;
    const matching = this.order.matching.get(this.order.places[i] as number);
    return matching ? this.#destinations(i).length : (this.#seen(i).destinations?.length ?? 0);
  }

  #destinations(i: number): readonly SeenDestination[] {
    let sorted = this.#sorted.get(i);
    if (!sorted) {
      const matching = this.order.matching.get(this.order.places[i] as number);
      const {destinations = []} = this.#seen(i);
      const shown = matching ? destinations.filter(each => matching.has(destinationKey(each))) : destinations;
      sorted = sortDestinations(shown, this.sort);
      this.#sorted.set(i, sorted);
    }
    return sorted;
  }
}
