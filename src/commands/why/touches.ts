import {type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import type {JournalRecord} from '../../maintenance/journal/journal.js';

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

/** Whether the entry gave a server weight 0. */
export function changesWeightToZero({entry}: JournalRecord, service: ServiceId, server: DestinationId): boolean {
  return entry.changes.some(
    change =>
      change.type === 'edit-server' &&
      serviceKey(change.id) === serviceKey(service) &&
      destinationKey(change.destination) === destinationKey(server) &&
      change.destination.weight === 0,
  );
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[\s,:;]+/).includes(word);
}
