import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {destinationFingerprint, settingsFingerprint} from '../../ipvs/fingerprint.js';
import type {DesiredTable} from '../../ipvs/plan.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {JournalChange, JournalEnd, JournalEntry} from './journal-entry.js';

/** What takes an entry back, and what speaks against it. */
export interface UndoPlan {
  /** In order. */
  readonly changes: readonly JournalChange[];
  /** What is no longer as the entry left it. */
  readonly conflicts: readonly string[];
  /** Steps that nothing takes back. */
  readonly lost: readonly JournalChange[];
}

/** Where a step left something: undefined is absent. */
interface Left {
  readonly name: string;
  readonly now: string | undefined;
  readonly left: string | undefined;
}

/**
 * Takes back the steps of an entry that were made, the last first. What was changed since by somebody else is a conflict.
 * @param end undefined for an entry of a process that died: its steps count as made where the table shows them
 */
export function planUndo(entry: JournalEntry, end: JournalEnd | undefined, current: DesiredTable): UndoPlan {
  const made = entry.steps.filter((_, i) => end?.refusals[i] === undefined);
  return {
    changes: made.toReversed().flatMap(({inverse}) => inverse ?? []),
    conflicts: conflictsOf(
      made.map(({change}) => change),
      current,
    ),
    lost: made.flatMap(({change, inverse}) => (inverse ? [] : [change])),
  };
}

/** The last step on each service and server says how it was left. */
function conflictsOf(changes: readonly JournalChange[], current: DesiredTable): readonly string[] {
  const entries = new Map(current.entries.map(entry => [serviceKey(entry.service.id), entry]));
  const left = new Map<string, Left>();
  let isCleared = false;
  const noteService = (id: ServiceId, service: ServiceConfiguration | undefined) => {
    const now = entries.get(serviceKey(id))?.service;
    left.set(serviceKey(id), {
      name: formatServiceId(id),
      now: now && settingsFingerprint(now),
      left: service && settingsFingerprint(service),
    });
  };
  const noteServer = (id: ServiceId, key: string, name: string, server: DestinationConfiguration | undefined) => {
    const now = entries.get(serviceKey(id))?.destinations.find(one => destinationKey(one) === key);
    left.set(`${serviceKey(id)} ${key}`, {
      name: `${name} of ${formatServiceId(id)}`,
      now: now && destinationFingerprint(now),
      left: server && destinationFingerprint(server),
    });
  };
  for (const change of changes) {
    switch (change.type) {
      case 'add-service':
      case 'edit-service':
        noteService(change.service.id, change.service);
        break;
      case 'delete-service':
        for (const key of left.keys()) if (key.startsWith(`${serviceKey(change.id)} `)) left.delete(key);
        noteService(change.id, undefined);
        break;
      case 'add-server':
      case 'edit-server':
        noteServer(
          change.id,
          destinationKey(change.destination),
          formatEndpoint(change.destination),
          change.destination,
        );
        break;
      case 'delete-server':
        noteServer(change.id, destinationKey(change.destination), formatEndpoint(change.destination), undefined);
        break;
      case 'flush':
        left.clear();
        isCleared = true;
        break;
      case 'zero':
      case 'set':
      case 'start-daemon':
      case 'stop-daemon':
      case 'set-sysctl':
    }
  }
  if (isCleared) for (const [key, {service}] of entries) if (!left.has(key)) noteService(service.id, undefined);
  return [...left.values()].filter(({now, left: then}) => now !== then).map(conflictWords);
}

function conflictWords({name, now, left}: Left): string {
  if (left === undefined) return `${name} is there again`;
  return now === undefined ? `${name} is no longer there` : `${name} was changed since`;
}
