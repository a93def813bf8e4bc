import type {Rates} from '../../ipvs/statistics.js';

/** Readings of one service or real server, the newest last. */
export interface Trend {
  readonly connectionsPerSecond: Series;
  readonly incomingBytesPerSecond: Series;
  readonly outgoingBytesPerSecond: Series;
}

/** What was read lately, by key: serviceKey(), or it and destinationKey() with a blank between. */
export interface Trends {
  of(key: string): Trend | undefined;
}

/** The last readings of a number, evenly spaced; a bounded ring. */
export class Series {
  readonly #ring: Float32Array;
  #count = 0;

  constructor(readonly capacity: number) {
    this.#ring = new Float32Array(capacity);
  }

  /** How many readings there are. */
  get length(): number {
    return Math.min(this.#count, this.capacity);
  }

  push(value: number): void {
    this.#ring[this.#count++ % this.capacity] = value;
  }

  /** The newest `length` readings, the newest last; NaN for what is older than the first. */
  last(length: number): Float32Array {
    const values = new Float32Array(length).fill(Number.NaN);
    const known = Math.min(length, this.#count, this.capacity);
    for (let i = 1; i <= known; i++) values[length - i] = this.#ring[(this.#count - i) % this.capacity] as number;
    return values;
  }
}

/** Readings kept of each, one a refresh: at 2 s the last five minutes. */
export const trendLength = 150;
/** Of so many at most; the least recently read go first. */
const mostTrends = 4096;
/** Up to so many none is about to go: who was read when need not be kept. */
const manyTrends = 3072;

class MutableTrend implements Trend {
  readonly connectionsPerSecond = new Series(trendLength);
  readonly incomingBytesPerSecond = new Series(trendLength);
  readonly outgoingBytesPerSecond = new Series(trendLength);
}

/** Keeps the readings. */
export class TrendRecorder implements Trends {
  readonly #trends = new Map<string, MutableTrend>();

  of(key: string): Trend | undefined {
    return this.#trends.get(key);
  }

  record(key: string, rates: Rates): void {
    let trend = this.#trends.get(key);
    if (!trend || this.#trends.size > manyTrends) {
      this.#trends.delete(key);
      trend ??= this.#make();
      this.#trends.set(key, trend); // now the most recently read
    }
    trend.connectionsPerSecond.push(Number(rates.connectionsPerSecond));
    trend.incomingBytesPerSecond.push(Number(rates.incomingBytesPerSecond));
    trend.outgoingBytesPerSecond.push(Number(rates.outgoingBytesPerSecond));
  }

  #make(): MutableTrend {
    const [oldest] = this.#trends.keys();
    if (this.#trends.size >= mostTrends && oldest !== undefined) this.#trends.delete(oldest);
    return new MutableTrend();
  }
}

/** The key of a real server's trend, and of its row. */
export function rowKey(serviceKey: string, destinationKey: string): string {
  return `${serviceKey} ${destinationKey}`;
}
