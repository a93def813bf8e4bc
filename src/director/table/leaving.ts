import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {serviceFlag, serviceKey} from '../../ipvs/service.js';
import type {ServiceDeeds} from './by-hand.js';
import {placeWords} from './deed-words.js';
import {type KeptPools, placedIn, servicesOf} from './kept-pools.js';
import type {KnownTable} from './known-table.js';
import {withWeight} from './natural-place.js';
import type {PlacedService} from './pool-places.js';

/** So many comparisons with weight 0, an hour, it waits for its connections: a flow of datagrams may never end. */
const mostComparisons = 360;

/** Schedulers that choose another one where theirs has weight 0, if they have the bit sh-fallback or mh-fallback. */
const choosingAgain = new Set(['sh', 'mh']);
/** Those that refuse the client then. */
const refusing = new Set(['dh']);

interface Wait {
  comparisons: number;
  isTold: boolean;
}

/**
 * What earlier configurations had in services, and the one now has not. From a service that stays it goes when it has no
 * connections: without it the kernel would drop their packets.
 */
export class Leaving {
  /** By serviceKey, then destinationKey. */
  #waits = new Map<string, Map<string, Wait>>();
  #hasChanged = false;

  constructor(private readonly known: KnownTable) {}

  /** Whether it is another one since this was asked. */
  takeChanged(): boolean {
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }

  /** What the configuration before had. What is configured again does not leave any more. */
  reconfigure(before: KeptPools, after: KeptPools): void {
    const waits = new Map<string, Map<string, Wait>>();
    for (const placed of servicesOf(before)) {
      const stays =
        after.ofService.get(placed.key)?.name === undefined ? undefined : placedIn(after.ofService, placed.key);
      const left = this.#waits.get(placed.key);
      const gone = [...placed.places.keys(), ...(left?.keys() ?? [])].filter(key => !stays?.places.has(key));
      const own = new Map(gone.map(key => [key, left?.get(key) ?? {comparisons: 0, isTold: false}]));
      if (own.size > 0) waits.set(placed.key, own);
    }
    this.#hasChanged ||= waits.size + this.#waits.size > 0;
    this.#waits = waits;
  }

  /** Takes over what was leaving before this process began, as far as it is in the kernel. */
  takeOver(kept: readonly ServiceDeeds[], placedOf: (service: string) => PlacedService | undefined): void {
    for (const {service, leaving = []} of kept) {
      const key = serviceKey(service);
      const placed = placedOf(key);
      this.#hasChanged ||= leaving.length > 0;
      for (const one of leaving.map(destinationKey)) {
        if (!placed || placed.places.has(one) || !this.known.entry(key)?.destinations.has(one)) continue;
        const own = this.#waits.get(key) ?? new Map<string, Wait>();
        this.#waits.set(key, own.set(one, {comparisons: 0, isTold: false}));
      }
    }
  }

  /** All that is in the kernel, for keeping. */
  all(placedOf: (service: string) => PlacedService | undefined): readonly ServiceDeeds[] {
    return [...this.#waits].flatMap(([key, own]) => {
      const placed = placedOf(key);
      const destinations = this.known.entry(key)?.destinations;
      const leaving = [...own.keys()].flatMap(one => {
        const has = destinations?.get(one);
        return has ? [{address: has.address, port: has.port}] : [];
      });
      return placed && leaving.length > 0 ? [{service: placed.service.id, deeds: [], leaving}] : [];
    });
  }

  /** Services that something leaves. */
  services(): readonly string[] {
    return [...this.#waits.keys()];
  }

  isIn(service: string): boolean {
    return this.#waits.has(service);
  }

  has(service: string, destination: string): boolean {
    return this.#waits.get(service)?.has(destination) === true;
  }

  /**
   * What it is to be where others have the clients. NB: first it gets no more, and then its connections are counted: one
   * that comes in between is not lost.
   */
  want(
    service: string,
    scheduler: string,
    destination: DestinationConfiguration,
  ): DestinationConfiguration | undefined {
    const isAwaited = destination.weight > 0 || this.#isBusy(service, destinationKey(destination));
    return isAwaited && !refusing.has(scheduler) ? withWeight(destination, 0) : undefined;
  }

  /** Bits that the scheduler has while something in the kernel leaves: whom it had chosen that for gets another one. */
  flagsOf(service: string, scheduler: string): number {
    if (!choosingAgain.has(scheduler)) return 0;
    const destinations = this.known.entry(service)?.destinations;
    const leaves = [...(this.#waits.get(service)?.keys() ?? [])].some(key => destinations?.has(key));
    return leaves ? serviceFlag.scheduler1 : 0;
  }

  /** A comparison begins. */
  count(): void {
    for (const [service, own] of this.#waits)
      for (const [key, wait] of own)
        if (this.known.entry(service)?.destinations.get(key)?.weight === 0) wait.comparisons++;
  }

  /** Nothing more can be done for a service now. @returns what is told of it */
  settle({key: service, service: {id}}: PlacedService): readonly string[] {
    const words: string[] = [];
    const own = this.#waits.get(service);
    for (const [key, wait] of own ?? []) {
      const has = this.known.entry(service)?.destinations.get(key);
      if (!has) {
        own?.delete(key);
        this.#hasChanged = true;
      } else if (has.weight === 0 && !wait.isTold && this.#isBusy(service, key)) {
        wait.isTold = true;
        words.push(
          `${placeWords(id, has)} leaves: it gets no new connections, and goes when its last one has ended, or in an hour`,
        );
      }
    }
    if (own?.size === 0) this.#waits.delete(service);
    return words;
  }

  forget(service: string): void {
    if (this.#waits.delete(service)) this.#hasChanged = true;
  }

  /** The table it was in is gone. */
  clear(): void {
    this.#hasChanged ||= this.#waits.size > 0;
    this.#waits.clear();
  }

  #isBusy(service: string, destination: string): boolean {
    const comparisons = this.#waits.get(service)?.get(destination)?.comparisons ?? 0;
    return comparisons < mostComparisons && this.known.entry(service)?.busy?.has(destination) === true;
  }
}
