import type {Rates} from '../../../ipvs/statistics.js';
import {Series, trendLength} from '../../data/trends.js';

/** Readings of the director's rates, one a refresh, the newest last; it is written as TrendRecorder is. */
export class TotalsTrend {
  readonly #series: Readonly<Record<keyof Rates, Series>> = {
    connectionsPerSecond: new Series(trendLength),
    incomingPacketsPerSecond: new Series(trendLength),
    outgoingPacketsPerSecond: new Series(trendLength),
    incomingBytesPerSecond: new Series(trendLength),
    outgoingBytesPerSecond: new Series(trendLength),
  };

  of(rate: keyof Rates): Series {
    return this.#series[rate];
  }

  record(rates: Rates): void {
    for (const [name, value] of Object.entries(rates)) this.#series[name as keyof Rates].push(Number(value));
  }
}
