import type {Change} from '../../ipvs/change.js';
import {type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {destinationFingerprint, settingsFingerprint} from '../../ipvs/fingerprint.js';
import type {FollowedTable} from '../../ipvs/followed-table.js';
import {serviceOf} from '../../ipvs/inverses.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';

/** A service, or a server of one, that changes are about. */
export interface Subject {
  readonly key: string;
  readonly id: ServiceId;
  /** Undefined: the service itself. */
  readonly destination?: DestinationId;
}

/** What changes touch, each thing once. NB: a service that goes takes its servers with it, those of all the tables. */
export function subjectsOf(changes: readonly Change[], ...tables: readonly FollowedTable[]): readonly Subject[] {
  const subjects = new Map<string, Subject>();
  const add = (id: ServiceId, destination?: DestinationId) => {
    const key = destination ? `${serviceKey(id)} ${destinationKey(destination)}` : serviceKey(id);
    if (!subjects.has(key)) subjects.set(key, {key, id, ...(destination && {destination})});
  };
  for (const change of changes) {
    const id = serviceOf(change);
    if (!id) continue;
    if ('destination' in change) add(id, change.destination);
    else add(id);
    if (change.type !== 'delete-service') continue;
    for (const table of tables) for (const destination of table.entry(id)?.destinations ?? []) add(id, destination);
  }
  return [...subjects.values()];
}

/** Equal where a subject is configured the same; undefined where it is not there. */
export function settingOf({id, destination}: Subject, table: FollowedTable): string | undefined {
  if (!destination) {
    const service = table.service(id);
    return service && settingsFingerprint(service);
  }
  const known = table.destination(id, destination);
  return known && destinationFingerprint(known);
}

/** What is not as it was expected to be, in words. */
export function differencesOf(
  subjects: readonly Subject[],
  expected: FollowedTable,
  now: FollowedTable,
): readonly string[] {
  return subjects.flatMap(subject => {
    const [then, is] = [settingOf(subject, expected), settingOf(subject, now)];
    if (then === is) return [];
    return [`${nameOf(subject)} ${is === undefined ? 'is gone' : then === undefined ? 'is there' : 'is different'}`];
  });
}

export function nameOf({id, destination}: Subject): string {
  return destination ? `${formatEndpoint(destination)} of ${formatServiceId(id)}` : formatServiceId(id);
}

/** A few of many texts. */
export function listed(texts: readonly string[], most = 5): string {
  const rest = texts.length - most;
  return texts.slice(0, most).join(', ') + (rest > 0 ? `, and ${rest} more` : '');
}
