import {type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {destinationFingerprint, settingsFingerprint} from '../../ipvs/fingerprint.js';
import {type DesiredEntry, planChanges} from '../../ipvs/plan.js';
import {serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {isAsLeft, noteMade} from './compare-trail.js';
import type {JournalBefore, JournalChange} from './journal-entry.js';
import {planSettings} from './plan-settings.js';
import {possibleStates, type ServerTrail, type ServiceTrail, type Trail, type Trails} from './trails.js';

/** What takes an entry back, and what speaks against it. */
export interface UndoPlan {
  /** From what there is now to what was before, of just what the entry touched; in order. */
  readonly changes: readonly JournalChange[];
  /** What is no longer as the entry left it. */
  readonly conflicts: readonly string[];
  /** What nothing takes back. */
  readonly lost: readonly JournalChange[];
  /** Places of the changes that were made, as far as the table can show: of an entry of a process that died. */
  readonly made: ReadonlySet<number>;
}

/**
 * Brings back what there was of everything that an entry touched. What is now neither as the entry left it nor as it
 * may have left it was changed by somebody else: a conflict.
 * @param isHalfUndone whether an undo of it died or was refused something: what was before is as good as what was after
 */
export function planUndo(trails: Trails, current: JournalBefore, isHalfUndone = false): UndoPlan {
  const now = new Map(current.entries.map(entry => [serviceKey(entry.service.id), entry]));
  const conflicts: string[] = [];
  const made = new Set<number>();
  const from: DesiredEntry[] = [];
  const to: DesiredEntry[] = [];
  for (const trail of trails.services.values()) {
    const entry = now.get(serviceKey(trail.id));
    conflicts.push(...conflictsOf(trail, entry, isHalfUndone));
    noteMade(made, {...trail, now: entry?.service}, settingsFingerprint);
    const servers = new Map(entry?.destinations.map(one => [destinationKey(one), one]));
    for (const [key, server] of trail.servers)
      noteMade(made, {...server, now: servers.get(key)}, destinationFingerprint);
    const before = isTouched(trail) ? trail.states[0]?.value : entry?.service;
    if (entry)
      from.push({
        service: entry.service,
        destinations: entry.destinations.filter(one => isTouched(serverOf(trail, one))),
      });
    if (before) to.push({service: before, destinations: [...trail.servers.values()].flatMap(valueBefore)});
  }
  if (trails.flushes.length > 0) conflicts.push(...newcomers(trails, current.entries));
  const settings = planSettings(trails, current, isHalfUndone, made);
  return {
    changes: [...planChanges({entries: from}, {entries: to}), ...settings.changes],
    conflicts: [...conflicts, ...settings.conflicts],
    lost: trails.lost,
    made,
  };
}

function conflictsOf(trail: ServiceTrail, entry: DesiredEntry | undefined, isHalfUndone: boolean): string[] {
  const name = formatServiceId(trail.id);
  if (isTouched(trail) && !isAsLeft({...trail, now: entry?.service}, settingsFingerprint, isHalfUndone))
    return [words(name, possibleStates(trail), entry?.service)];
  if (!isTouched(trail) && !entry && trail.states[0]?.value) return [`${name} is no longer there`];
  const servers = new Map(entry?.destinations.map(one => [destinationKey(one), one]));
  const found: string[] = [];
  for (const [key, server] of trail.servers) {
    const now = servers.get(key);
    if (!isTouched(server) || isAsLeft({...server, now}, destinationFingerprint, isHalfUndone)) continue;
    found.push(words(`${formatEndpoint(server.id)} of ${name}`, possibleStates(server), now));
  }
  if (isTouched(trail) && !trail.states[0]?.value)
    for (const other of entry?.destinations ?? [])
      if (!serverOf(trail, other)) found.push(`${formatEndpoint(other)} was added to ${name} since`);
  return found;
}

function words(name: string, left: readonly {readonly value: unknown}[], now: unknown): string {
  if (left.every(({value}) => value === undefined)) return `${name} is there again`;
  return now === undefined ? `${name} is no longer there` : `${name} was changed since`;
}

/** What is there though the table was emptied: whether or not the entry touched it. */
function newcomers({services}: Trails, entries: readonly DesiredEntry[]): string[] {
  return entries
    .filter(({service}) => !services.has(serviceKey(service.id)))
    .map(({service}) => `${formatServiceId(service.id)} was added since`);
}

function serverOf({servers}: ServiceTrail, server: DestinationConfiguration): ServerTrail | undefined {
  return servers.get(destinationKey(server));
}

/** What only was refused, or stands there for its servers, was not. */
function isTouched(trail: Trail<unknown> | undefined): boolean {
  return trail !== undefined && trail.states.length > 1;
}

function valueBefore<T>(trail: Trail<T>): readonly T[] {
  const value = isTouched(trail) ? trail.states[0]?.value : undefined;
  return value === undefined ? [] : [value];
}
