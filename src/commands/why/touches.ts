import {type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import type {JournalRecord} from '../../maintenance/journal/journal.js';
import {isWithoutEffect} from '../journal-outcome.js';

/** Whose changes are looked for. */
export interface Touchable {
  /** Keys of services: all their changes. */
  readonly services: ReadonlySet<string>;
  /** Of real servers: theirs within any service, and what touches a whole service is not. */
  readonly isServer: ((id: DestinationId) => boolean) | undefined;
  /** Words of entries without changes: names of virtual routers. */
  readonly names: readonly string[];
}

/** Whether an entry of the journal is about it. */
export function touches({entry}: JournalRecord, touchable: Touchable): boolean {
  if (entry.changes.length === 0) return touchable.names.some(name => hasWord(entry.command, name));
  return entry.changes.some(change => touchesBy(change, touchable));
}

function touchesBy(change: JournalChange, {services, isServer}: Touchable): boolean {
  switch (change.type) {
    case 'add-service':
    case 'edit-service':
      return !isServer && services.has(serviceKey(change.service.id));
    case 'delete-service':
      return services.has(serviceKey(change.id));
    case 'add-server':
    case 'edit-server':
    case 'delete-server':
      return isServer ? isServer(change.destination) : services.has(serviceKey(change.id));
    case 'zero':
      return !isServer && (change.id === undefined || services.has(serviceKey(change.id)));
    case 'flush':
      return true;
    case 'set':
    case 'start-daemon':
    case 'stop-daemon':
    case 'set-sysctl':
      return false;
  }
}

/** What the last change did to a server that it touched, and the entry of it; undefined where none did. */
export function lastDeed(
  changes: readonly JournalRecord[],
  service: ServiceId,
  server: DestinationId,
): {readonly record: JournalRecord; readonly deed: 'deleted' | 'weight 0' | 'something else'} | undefined {
  for (const record of changes) {
    const deed = record.entry.changes.flatMap(change => deedOf(change, service, server) ?? []).at(-1);
    if (deed !== undefined && !isWithoutEffect(record) && record.undoneBy === undefined) return {record, deed};
  }
  return undefined;
}

/** Whether taking an entry back changes that server only, and leaves it there. */
export function editsOnly({entry}: JournalRecord, service: ServiceId, server: DestinationId): boolean {
  return entry.changes.every(change => change.type === 'edit-server' && deedOf(change, service, server) !== undefined);
}

function deedOf(change: JournalChange, service: ServiceId, server: DestinationId) {
  switch (change.type) {
    case 'flush':
      return 'deleted';
    case 'delete-service':
      return serviceKey(change.id) === serviceKey(service) ? 'deleted' : undefined;
    case 'add-server':
    case 'edit-server':
    case 'delete-server': {
      const isOfIt =
        serviceKey(change.id) === serviceKey(service) && destinationKey(change.destination) === destinationKey(server);
      if (!isOfIt) return undefined;
      if (change.type === 'delete-server') return 'deleted';
      return change.destination.weight === 0 ? 'weight 0' : 'something else';
    }
    case 'add-service':
    case 'edit-service':
    case 'zero':
    case 'set':
    case 'start-daemon':
    case 'stop-daemon':
    case 'set-sysctl':
      return undefined;
  }
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[\s,:;]+/).includes(word);
}
