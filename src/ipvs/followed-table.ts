import type {Change} from './change.js';
import {type DestinationConfiguration, type DestinationId, destinationKey} from './destination.js';
import type {DesiredEntry} from './plan.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from './service.js';

/** A service as changes leave it. */
export interface FollowedEntry {
  service: ServiceConfiguration;
  /** By destinationKey, the oldest first. */
  readonly destinations: Map<string, DestinationConfiguration>;
}

/** Some of a table, as it stands after changes that the kernel has made. */
export class FollowedTable {
  readonly #entries = new Map<string, FollowedEntry>();

  /** @param entries destinations in the kernel's order: the newest first */
  constructor(entries: readonly DesiredEntry[]) {
    for (const {service, destinations} of entries)
      this.#entries.set(serviceKey(service.id), {
        service,
        destinations: new Map(destinations.toReversed().map(one => [destinationKey(one), one])),
      });
  }

  /** In the kernel's order. */
  entry(id: ServiceId): DesiredEntry | undefined {
    const entry = this.#entries.get(serviceKey(id));
    return entry && {service: entry.service, destinations: [...entry.destinations.values()].reverse()};
  }

  service(id: ServiceId): ServiceConfiguration | undefined {
    return this.#entries.get(serviceKey(id))?.service;
  }

  destination(id: ServiceId, destination: DestinationId): DestinationConfiguration | undefined {
    return this.#entries.get(serviceKey(id))?.destinations.get(destinationKey(destination));
  }

  /** In the kernel's order, those of each service too. */
  entries(): DesiredEntry[] {
    return [...this.#entries.values()].map(({service, destinations}) => ({
      service,
      destinations: [...destinations.values()].reverse(),
    }));
  }

  follow(change: Change): void {
    switch (change.type) {
      case 'add-service':
        this.#entries.set(serviceKey(change.service.id), {service: change.service, destinations: new Map()});
        return;
      case 'edit-service':
      case 'add-server':
      case 'edit-server':
      case 'delete-server':
        followWithin(this.#entries, change);
        return;
      case 'delete-service':
        this.#entries.delete(serviceKey(change.id));
        return;
      case 'flush':
        this.#entries.clear();
        return;
      case 'zero':
      case 'set':
      case 'start-daemon':
      case 'stop-daemon':
    }
  }
}

/** A change of a service that is there, or of its destinations. */
type ChangeWithin = Extract<Change, {readonly type: 'edit-service' | 'add-server' | 'edit-server' | 'delete-server'}>;

/** What a change makes of the entry that it is about; nothing where there is none. @param entries by serviceKey */
export function followWithin(entries: ReadonlyMap<string, FollowedEntry>, change: ChangeWithin): void {
  if (change.type === 'edit-service') {
    const entry = entries.get(serviceKey(change.service.id));
    if (entry) entry.service = change.service;
    return;
  }
  const destinations = entries.get(serviceKey(change.id))?.destinations;
  if (change.type === 'delete-server') destinations?.delete(destinationKey(change.destination));
  else destinations?.set(destinationKey(change.destination), change.destination);
}
