import type {Change} from './change.js';
import {destinationFingerprint, settingsFingerprint} from './fingerprint.js';
import {type DestinationConfiguration, destinationKey} from './destination.js';
import {type ServiceConfiguration, serviceKey} from './service.js';

/** A table as somebody wants it: configuration without counters. */
export interface DesiredTable {
  readonly entries: readonly DesiredEntry[];
}

export interface DesiredEntry {
  readonly service: ServiceConfiguration;
  readonly destinations: readonly DestinationConfiguration[];
}

/**
 * The changes that turn one table into another, in an order that never leaves a service with fewer servers than it
 * has before or after: what is new and what is edited first, what goes away last.
 */
export function planChanges(current: DesiredTable, desired: DesiredTable): Change[] {
  const currentByKey = new Map(current.entries.map(entry => [serviceKey(entry.service.id), entry]));
  const desiredKeys = new Set(desired.entries.map(entry => serviceKey(entry.service.id)));
  const building: Change[] = [];
  const removing: Change[] = [];
  for (const entry of desired.entries) {
    const existing = currentByKey.get(serviceKey(entry.service.id));
    if (!existing) building.push({type: 'add-service', service: entry.service});
    else if (settingsFingerprint(existing.service) !== settingsFingerprint(entry.service))
      building.push({type: 'edit-service', service: entry.service});
    planDestinations(existing?.destinations ?? [], entry, building, removing);
  }
  for (const {service} of current.entries) {
    if (!desiredKeys.has(serviceKey(service.id))) removing.push({type: 'delete-service', id: service.id});
  }
  return [...building, ...removing];
}

function planDestinations(
  existing: readonly DestinationConfiguration[],
  entry: DesiredEntry,
  building: Change[],
  removing: Change[],
): void {
  const {id} = entry.service;
  const existingByKey = new Map(existing.map(destination => [destinationKey(destination), destination]));
  for (const destination of entry.destinations) {
    const known = existingByKey.get(destinationKey(destination));
    existingByKey.delete(destinationKey(destination));
    if (!known) building.push({type: 'add-server', id, destination});
    else if (destinationFingerprint(known) !== destinationFingerprint(destination))
      building.push({type: 'edit-server', id, destination});
  }
  for (const destination of existingByKey.values()) {
    removing.push({type: 'delete-server', id, destination: {address: destination.address, port: destination.port}});
  }
}
