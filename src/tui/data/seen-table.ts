import {type Destination, destinationKey} from '../../ipvs/destination.js';
import {type Service, serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {isFull, noSums, type SeenDestination, type SeenService, sumsOf, tableSums, type TableSums} from './snapshot.js';
import {rowKey, TrendRecorder} from './trends.js';

/** Up to so many services have trends without being looked at. */
const mostRecorded = 2000;

/** What has been read of the table so far, piece by piece. */
export class SeenTable {
  readonly trends = new TrendRecorder();
  #services: SeenService[] = [];
  #positions = new Map<string, number>();

  get size(): number {
    return this.#services.length;
  }

  /** In the kernel's order. The array is not changed later. */
  get services(): readonly SeenService[] {
    return [...this.#services];
  }

  /** All services, read anew; what is known of their real servers stays. */
  setServices(services: readonly Service[]): void {
    const before = this.#services;
    const positions = new Map<string, number>();
    this.#services = services.map((service, i) => {
      const key = serviceKey(service.id);
      const known = before[this.#positions.get(key) ?? -1];
      positions.set(key, i);
      if (services.length <= mostRecorded) this.trends.record(key, service.statistics.rates);
      return known
        ? {...known, service}
        : {key, name: formatServiceId(service.id), service, destinations: undefined, sums: noSums};
    });
    this.#positions = positions;
  }

  /** One service, read anew. */
  setService(service: Service): void {
    this.#change(serviceKey(service.id), seen => {
      if (this.size > mostRecorded) this.trends.record(seen.key, service.statistics.rates);
      return {...seen, service};
    });
  }

  /** The real servers of one service with everything. @param isRefresh a reading that comes once a refresh */
  setDestinations(key: string, destinations: readonly Destination[], isRefresh: boolean): void {
    this.#change(key, seen => ({...seen, destinations, sums: sumsOf(destinations)}));
    if (!isRefresh) return;
    for (const destination of destinations)
      this.trends.record(rowKey(key, destinationKey(destination)), destination.statistics.rates);
  }

  /** The real servers of all services, in their order, as one pass tells them: what more was known of them is out of date. */
  setSummaries(summaries: readonly (readonly SeenDestination[])[]): void {
    this.#services = this.#services.map((seen, i) => {
      const destinations = summaries[i] as readonly SeenDestination[];
      return {...seen, destinations, sums: sumsOf(destinations)};
    });
  }

  has(key: string): boolean {
    return this.#positions.has(key);
  }

  /** Whether the real servers of a service are known with everything. */
  isDetailed(key: string): boolean {
    const destinations = this.#services[this.#positions.get(key) ?? -1]?.destinations;
    return destinations?.every(isFull) ?? false;
  }

  get sums(): TableSums {
    return tableSums(this.#services);
  }

  #change(key: string, change: (seen: SeenService) => SeenService): void {
    const position = this.#positions.get(key);
    const seen = position === undefined ? undefined : this.#services[position];
    if (seen && position !== undefined) this.#services[position] = change(seen);
  }
}
