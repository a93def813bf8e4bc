import type {Change} from '../../ipvs/change.js';
import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {type FollowedEntry, followWithin} from '../../ipvs/followed-table.js';
import {type ServiceConfiguration, serviceKey} from '../../ipvs/service.js';

/** A service as the kernel had it at the last look, or as it was written since. */
export interface KnownService {
  readonly service: ServiceConfiguration;
  /** By destinationKey. */
  readonly destinations: ReadonlyMap<string, DestinationConfiguration>;
  /** Whether thresholds and tunnel options were read: else they are taken to be as configured. */
  readonly isWhole: boolean;
  /** By destinationKey: those that had connections at the last look; undefined: they were not counted. */
  readonly busy?: ReadonlySet<string> | undefined;
}

/** What a change that nobody answered may have made of a destination; undefined: it is gone. */
type Attempted = ReadonlyMap<string, DestinationConfiguration | undefined>;

interface Entry extends FollowedEntry {
  readonly isWhole: boolean;
  readonly busy?: ReadonlySet<string> | undefined;
}

/** The services that are kept, as they are in the kernel as far as is known. NB: what differs at the next look, somebody else did. */
export class KnownTable {
  readonly #entries = new Map<string, Entry>();
  readonly #attempted = new Map<string, Map<string, DestinationConfiguration | undefined>>();
  readonly #lost = new Map<string, ReadonlyMap<string, DestinationConfiguration>>();

  entry(service: string): KnownService | undefined {
    return this.#entries.get(service);
  }

  /** What it had when the whole service vanished. */
  lost(service: string): ReadonlyMap<string, DestinationConfiguration> | undefined {
    return this.#lost.get(service);
  }

  attempted(service: string): Attempted | undefined {
    return this.#attempted.get(service);
  }

  /** What the kernel has of it now; undefined: it is not there. */
  take(key: string, entry: KnownService | undefined): void {
    const before = this.#entries.get(key);
    this.#attempted.delete(key);
    if (entry) this.#entries.set(key, {...entry, destinations: new Map(entry.destinations)});
    else {
      this.#entries.delete(key);
      if (before) this.#lost.set(key, before.destinations);
    }
  }

  forget(key: string): void {
    this.#entries.delete(key);
    this.#attempted.delete(key);
    this.#lost.delete(key);
  }

  /** The kernel has made the change. */
  follow(change: Change): void {
    switch (change.type) {
      case 'add-service':
        this.#entries.set(serviceKey(change.service.id), {
          service: change.service,
          destinations: new Map(),
          isWhole: true,
        });
        return;
      case 'edit-service':
      case 'add-server':
      case 'edit-server':
      case 'delete-server':
        followWithin(this.#entries, change);
        return;
      case 'delete-service':
        this.forget(serviceKey(change.id));
        return;
      case 'flush':
      case 'zero':
      case 'set':
      case 'start-daemon':
      case 'stop-daemon': // nobody asks for them here
    }
  }

  /** Nobody knows whether the kernel has made the change. */
  doubt(change: Change): void {
    if (change.type !== 'add-server' && change.type !== 'edit-server' && change.type !== 'delete-server') return;
    const key = serviceKey(change.id);
    const attempted = this.#attempted.get(key) ?? new Map<string, DestinationConfiguration | undefined>();
    this.#attempted.set(key, attempted);
    attempted.set(destinationKey(change.destination), change.type === 'delete-server' ? undefined : change.destination);
  }
}
