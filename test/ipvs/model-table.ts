import assert from 'node:assert/strict';
import type {Change} from '../../src/ipvs/change.js';
import {type DestinationConfiguration, destinationKey} from '../../src/ipvs/destination.js';
import type {DesiredEntry, DesiredTable} from '../../src/ipvs/plan.js';
import {type ServiceConfiguration, type ServiceId, serviceFlag, serviceKey} from '../../src/ipvs/service.js';

interface Entry {
  service: ServiceConfiguration;
  destinations: Map<string, DestinationConfiguration>;
}

/** A table that takes changes as the kernel does, and fails where the kernel would refuse one. */
export class ModelTable {
  readonly #entries = new Map<string, Entry>();

  constructor({entries}: DesiredTable) {
    for (const {service, destinations} of entries) {
      this.#entries.set(serviceKey(service.id), {service, destinations: new Map(destinations.map(destination => [destinationKey(destination), destination]))});
    }
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'add-service':
        assert.equal(this.#entries.has(serviceKey(change.service.id)), false, 'EEXIST');
        this.#entries.set(serviceKey(change.service.id), {service: change.service, destinations: new Map()});
        return;
      case 'edit-service':
        this.#entry(change.service.id).service = change.service;
        return;
      case 'delete-service':
        this.#entry(change.id);
        this.#entries.delete(serviceKey(change.id));
        return;
      case 'add-server':
      case 'edit-server': {
        const {destinations} = this.#entry(change.id);
        assert.equal(destinations.has(destinationKey(change.destination)), change.type === 'edit-server', 'EEXIST or ENOENT');
        destinations.set(destinationKey(change.destination), change.destination);
        return;
      }
      case 'delete-server':
        assert.ok(this.#entry(change.id).destinations.delete(destinationKey(change.destination)), 'ENOENT');
        return;
      case 'flush':
        this.#entries.clear();
        return;
      case 'zero':
      case 'set':
        return;
      case 'start-daemon':
      case 'stop-daemon':
        assert.fail('a table has no daemons');
    }
  }

  /** The table as it stands, oldest entries first. */
  entries(): DesiredEntry[] {
    return [...this.#entries.values()].map(({service, destinations}) => ({service, destinations: [...destinations.values()]}));
  }

  /** Servers of a service; undefined where it does not exist. */
  serversOf(id: ServiceId): number | undefined {
    return this.#entries.get(serviceKey(id))?.destinations.size;
  }

  /** Everything in an order of its own, without the bit that the kernel sets itself. */
  contents(): unknown {
    return [...this.#entries].sort(byKey).map(([key, {service, destinations}]) => [
      key,
      {...service, flags: service.flags & ~serviceFlag.hashed},
      [...destinations].sort(byKey).map(([, destination]) => destination),
    ]);
  }

  #entry(id: ServiceId): Entry {
    const entry = this.#entries.get(serviceKey(id));
    assert.ok(entry, 'ESRCH');
    return entry;
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
