import type {Change} from './change.js';
import {type DestinationConfiguration, destinationKey} from './destination.js';
import {areSameDestinations, isSameDestination, isSameSetting} from './same.js';
import {type ServiceConfiguration, serviceKey} from './service.js';

/** A table as somebody wants it: configuration without counters. */
export interface DesiredTable {
  readonly entries: readonly DesiredEntry[];
}

export interface DesiredEntry {
  readonly service: ServiceConfiguration;
  /** As wanted, what is to be added first comes first. NB: the kernel lists the newest first. */
  readonly destinations: readonly DestinationConfiguration[];
}

/** What is to be done, one stage after the other. */
export interface StagedChanges {
  /** What is new, and what is edited. */
  readonly building: readonly Change[];
  /** Edits that take a server its weight: it gets no new connections any more. */
  readonly quiescing: readonly Change[];
  /** What goes away: servers, then services. */
  readonly removing: readonly Change[];
}

/**
 * The changes that turn one table into another, in an order that never leaves a service without a server that it has
 * before and after: whoever is to take over is there, with its weight, before anything is quiesced, and what goes away
 * goes last. NB: Linux takes every setting as an edit; only another identity is another entry.
 */
export function planChanges(current: DesiredTable, desired: DesiredTable): Change[] {
  const {building, quiescing, removing} = stageChanges(current, desired);
  return [...building, ...quiescing, ...removing];
}

/**
 * As planChanges, by stages: a refusal in one of them is known before the next begins.
 * @param settle decides what is wanted of an entry that is there already
 */
export function stageChanges(
  current: DesiredTable,
  desired: DesiredTable,
  settle: (wanted: DesiredEntry, existing: DesiredEntry) => DesiredEntry = wanted => wanted,
): StagedChanges {
  const currentByKey = new Map(current.entries.map(entry => [serviceKey(entry.service.id), entry]));
  const building: Change[] = [];
  const quiescing: Change[] = [];
  const removing: Change[] = [];
  for (const wanted of desired.entries) {
    const key = serviceKey(wanted.service.id);
    const existing = currentByKey.get(key);
    const entry = existing ? settle(wanted, existing) : wanted;
    currentByKey.delete(key);
    if (!existing) building.push({type: 'add-service', service: entry.service});
    else if (!isSameSetting(existing.service, entry.service))
      building.push({type: 'edit-service', service: entry.service});
    planDestinations(existing?.destinations ?? [], entry, {building, quiescing, removing});
  }
  for (const {service} of currentByKey.values()) removing.push({type: 'delete-service', id: service.id});
  return {building, quiescing, removing};
}

function planDestinations(
  existing: readonly DestinationConfiguration[],
  {service: {id}, destinations}: DesiredEntry,
  {building, quiescing, removing}: Readonly<Record<keyof StagedChanges, Change[]>>,
): void {
  if (areSameDestinations(existing, destinations)) return;
  const existingByKey = new Map(existing.map(destination => [destinationKey(destination), destination]));
  for (const destination of destinations) {
    const key = destinationKey(destination);
    const known = existingByKey.get(key);
    existingByKey.delete(key);
    if (!known) building.push({type: 'add-server', id, destination});
    else if (!isSameDestination(known, destination))
      (known.weight > 0 && destination.weight === 0 ? quiescing : building).push({
        type: 'edit-server',
        id,
        destination,
      });
  }
  for (const {address, port} of existingByKey.values())
    removing.push({type: 'delete-server', id, destination: {address, port}});
}
