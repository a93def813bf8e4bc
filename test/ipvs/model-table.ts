import type {Change} from '../../src/ipvs/change.js';
import {type DestinationConfiguration, destinationKey} from '../../src/ipvs/destination.js';
import {type ErrnoCode, errnoNumber} from '../../src/ipvs/errno.js';
import type {DesiredEntry, DesiredTable} from '../../src/ipvs/plan.js';
import {Refusal} from '../../src/ipvs/refusal.js';
import {type ServiceConfiguration, type ServiceId, serviceFlag, serviceKey} from '../../src/ipvs/service.js';

interface Entry {
  service: ServiceConfiguration;
  destinations: Map<string, DestinationConfiguration>;
}

/** A table that takes changes as the kernel does, and throws the Refusal where the kernel would refuse one. */
export class ModelTable {
  readonly #entries = new Map<string, Entry>();

  constructor({entries}: DesiredTable) {
    for (const {service, destinations} of entries) {
      this.#entries.set(serviceKey(service.id), {
        service,
        destinations: new Map(destinations.map(destination => [destinationKey(destination), destination])),
      });
    }
  }

  apply(change: Change): void {
    const refuse = (code: ErrnoCode): never => {
      throw new Refusal(change.type, errnoNumber(code));
    };
    const entryOf = (id: ServiceId): Entry => this.#entries.get(serviceKey(id)) ?? refuse('ESRCH');
    switch (change.type) {
      case 'add-service':
        if (this.#entries.has(serviceKey(change.service.id))) refuse('EEXIST');
        this.#entries.set(serviceKey(change.service.id), {service: change.service, destinations: new Map()});
        return;
      case 'edit-service':
        entryOf(change.service.id).service = change.service;
        return;
      case 'delete-service':
        entryOf(change.id);
        this.#entries.delete(serviceKey(change.id));
        return;
      case 'add-server': {
        const {destinations} = entryOf(change.id);
        if (destinations.has(destinationKey(change.destination))) refuse('EEXIST');
        destinations.set(destinationKey(change.destination), change.destination);
        return;
      }
      case 'edit-server': {
        const {destinations} = entryOf(change.id);
        if (!destinations.has(destinationKey(change.destination))) refuse('ENOENT');
        destinations.set(destinationKey(change.destination), change.destination);
        return;
      }
      case 'delete-server':
        if (!entryOf(change.id).destinations.delete(destinationKey(change.destination))) refuse('ENOENT');
        return;
      case 'zero':
        if (change.id) entryOf(change.id);
        return;
      case 'flush':
        this.#entries.clear();
        return;
      case 'set':
      case 'start-daemon':
      case 'stop-daemon':
        return; // not of the table
    }
  }

  /** The table as it stands, oldest entries first. */
  entries(): DesiredEntry[] {
    return [...this.#entries.values()].map(({service, destinations}) => ({
      service,
      destinations: [...destinations.values()],
    }));
  }

  /** Servers of a service; undefined where it does not exist. */
  serversOf(id: ServiceId): number | undefined {
    return this.#entries.get(serviceKey(id))?.destinations.size;
  }

  /** Everything in an order of its own, without the bit that the kernel sets itself. */
  contents(): unknown {
    return [...this.#entries]
      .sort(byKey)
      .map(([key, {service, destinations}]) => [
        key,
        {...service, flags: service.flags & ~serviceFlag.hashed},
        [...destinations].sort(byKey).map(([, destination]) => destination),
      ]);
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
