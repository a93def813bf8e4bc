import type {Change} from '../../ipvs/change.js';
import {FollowedTable} from '../../ipvs/followed-table.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {type DesiredEntry, stageChanges} from '../../ipvs/plan.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import {differencesOf, settingOf, type Subject, subjectsOf} from './differences.js';
import {readEntries} from './read-entries.js';
import {changesOf} from './table-plan.js';

/** A change that is refused once may go through when another one has. */
const attempts = 3;

export interface PutBack {
  /** What is not as it was before, in words; none: all is. */
  readonly left: readonly string[];
  /** What would put that back. */
  readonly commands: readonly Change[];
}

/**
 * Puts back what changes have touched, whether or not they were made: reads what is there now, and plans from that to
 * what was there before. What somebody else has changed meanwhile is neither as it was nor as we wanted it: it stays.
 */
export async function putBack(
  ipvs: Pick<Ipvs, 'service' | 'destinationConfigurations' | 'apply'>,
  before: readonly DesiredEntry[],
  attempted: readonly Change[],
): Promise<PutBack> {
  const old = new FollowedTable(before);
  const asked = new FollowedTable(before);
  for (const change of attempted) asked.follow(change);
  const subjects = subjectsOf(attempted, old);
  const keys = new Set(subjects.map(({key}) => key));
  const ids = new Map(subjects.map(({id}) => [serviceKey(id), id] as const));
  for (let attempt = 1; ; attempt++) {
    const now = await readEntries(ipvs, ids.values());
    const own = subjects.filter(subject => isOurs(subject, {old, asked, now, keys}));
    const changes = changesBack(now, old, own);
    if (changes.length === 0 || attempt > attempts) {
      const left = differencesOf(subjects, old, now);
      return {left, commands: left.length === 0 ? [] : changesBack(now, old, subjects)};
    }
    await ipvs.apply(changes);
  }
}

interface Tables {
  readonly old: FollowedTable;
  readonly asked: FollowedTable;
  readonly now: FollowedTable;
  /** Of all that is ours. */
  readonly keys: ReadonlySet<string>;
}

function isOurs(subject: Subject, {old, asked, now, keys}: Tables): boolean {
  const is = settingOf(subject, now);
  const isKnown = is === settingOf(subject, old) || is === settingOf(subject, asked);
  if (!isKnown || subject.destination || old.service(subject.id)) return isKnown;
  // a service of ours, to be deleted again: not with servers that somebody else has put into it
  return subjectsOf([{type: 'delete-service', id: subject.id}], now).every(({key}) => keys.has(key));
}

/** From what is to what was, as far as the subjects go. */
function changesBack(now: FollowedTable, old: FollowedTable, subjects: readonly Subject[]): readonly Change[] {
  const wanted = new FollowedTable(now.entries());
  for (const {id, destination} of subjects) if (!destination) bringService(wanted, old, id);
  for (const {id, destination} of subjects.toReversed()) {
    if (!destination || !wanted.service(id)) continue;
    const was = old.destination(id, destination);
    wanted.follow(was ? {type: 'edit-server', id, destination: was} : {type: 'delete-server', id, destination});
  }
  return changesOf(stageChanges({entries: now.entries()}, {entries: wanted.entries().map(oldestFirst)}));
}

/** One that was gone comes back empty: its servers are subjects of their own. */
function bringService(wanted: FollowedTable, old: FollowedTable, id: ServiceId): void {
  const was = old.service(id);
  if (!was) wanted.follow({type: 'delete-service', id});
  else wanted.follow({type: wanted.service(id) ? 'edit-service' : 'add-service', service: was});
}

function oldestFirst({service, destinations}: DesiredEntry): DesiredEntry {
  return {service, destinations: destinations.toReversed()};
}
