import {type DestinationConfiguration, type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';

/**
 * What an operator did to a destination, and stands: `set`, its weight or its settings, whenever it is in the table by
 * its checks; `put-in`, it was down and has clients nevertheless, until its checks say the same; `removed`.
 */
export type Deed =
  | {
      readonly type: 'set' | 'put-in';
      readonly destination: DestinationConfiguration;
      /** Of `set`: only the rest was, its forwarding or its thresholds; the weight is what the checks say. */
      readonly leavesWeight?: true;
    }
  | {readonly type: 'removed'; readonly destination: DestinationId};

/** What operators did to a service. */
export interface ServiceDeeds {
  readonly service: ServiceId;
  /** Scheduler, flags, persistence; without the bits that drains add. */
  readonly settings?: ServiceConfiguration;
  readonly deeds: readonly Deed[];
  /** Nobody's deed: what a reload left out, and goes when it has no connections. */
  readonly leaving?: readonly DestinationId[];
}

interface Entry {
  readonly service: ServiceId;
  settings: ServiceConfiguration | undefined;
  readonly deeds: Map<string, Deed>;
}

/** What operators did by hand, and wins. */
export class ByHand {
  readonly #entries = new Map<string, Entry>();
  #hasChanged = false;

  /** Whether it is another one since this was asked. */
  takeChanged(): boolean {
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }

  /** All of it, for keeping. */
  all(): readonly ServiceDeeds[] {
    return [...this.#entries.values()].map(({service, settings, deeds}) => ({
      service,
      ...(settings && {settings}),
      deeds: [...deeds.values()],
    }));
  }

  settingsOf(service: string): ServiceConfiguration | undefined {
    return this.#entries.get(service)?.settings;
  }

  /** By destinationKey; undefined where there is none. */
  deedsOf(service: string): ReadonlyMap<string, Deed> | undefined {
    return this.#entries.get(service)?.deeds;
  }

  set(service: ServiceId, settings: ServiceConfiguration | undefined): void {
    if (settings === undefined && this.settingsOf(serviceKey(service)) === undefined) return;
    this.#entry(service).settings = settings;
    this.#changed(service);
  }

  put(service: ServiceId, deed: Deed): void {
    this.#entry(service).deeds.set(destinationKey(deed.destination), deed);
    this.#changed(service);
  }

  /** @returns whether there was one */
  end(service: ServiceId, destination: string): boolean {
    const hasEnded = this.#entries.get(serviceKey(service))?.deeds.delete(destination) === true;
    if (hasEnded) this.#changed(service);
    return hasEnded;
  }

  /** The table it was about is gone. */
  clear(): void {
    this.#hasChanged ||= this.#entries.size > 0;
    this.#entries.clear();
  }

  forget(service: string): void {
    if (this.#entries.delete(service)) this.#hasChanged = true;
  }

  #entry(service: ServiceId): Entry {
    const key = serviceKey(service);
    const known = this.#entries.get(key) ?? {service, settings: undefined, deeds: new Map<string, Deed>()};
    this.#entries.set(key, known);
    return known;
  }

  #changed(service: ServiceId): void {
    this.#hasChanged = true;
    const key = serviceKey(service);
    const entry = this.#entries.get(key);
    if (entry && !entry.settings && entry.deeds.size === 0) this.#entries.delete(key);
  }
}
