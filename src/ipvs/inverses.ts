import type {Change} from './change.js';
import type {DaemonConfiguration} from './daemon.js';
import {FollowedTable} from './followed-table.js';
import {inverseOf} from './inverse.js';
import type {DesiredEntry} from './plan.js';
import type {ServiceId} from './service.js';
import type {Timeouts} from './timeouts.js';

/** What there is before several changes, as far as they touch it. */
export interface BeforeAll {
  /** In the kernel's order. */
  readonly entries: readonly DesiredEntry[];
  /** Where something stops or sets them. */
  readonly daemons?: readonly DaemonConfiguration[];
  readonly timeouts?: Timeouts;
}

/** What takes back each of several changes that are made one after the other; undefined where nothing does. */
export function inversesOf(before: BeforeAll, changes: readonly Change[]): readonly (readonly Change[] | undefined)[] {
  const table = new FollowedTable(before.entries);
  return changes.map(change => {
    const inverse = inverseNow(change, table, before);
    table.follow(change);
    return inverse;
  });
}

function inverseNow(
  change: Change,
  table: FollowedTable,
  {daemons, timeouts}: BeforeAll,
): readonly Change[] | undefined {
  if (change.type === 'flush') return table.entries().flatMap(rebuild);
  if (change.type === 'set') return timeouts && [{type: 'set', timeouts}];
  if (change.type === 'stop-daemon') {
    const daemon = daemons?.find(({state}) => state === change.state);
    return daemon && [{type: 'start-daemon', daemon}];
  }
  const id = serviceOf(change);
  const entry = id && table.entry(id);
  const known = id && 'destination' in change ? table.destination(id, change.destination) : undefined;
  return inverseOf(change, {...entry, ...(known && {destination: known})});
}

/** What makes a service again with its servers, in their order. */
function rebuild({service, destinations}: DesiredEntry): Change[] {
  const servers = destinations
    .toReversed()
    .map(destination => ({type: 'add-server', id: service.id, destination}) as const);
  return [{type: 'add-service', service}, ...servers];
}

/** The service that a change is about; undefined where it is about all, or none. */
export function serviceOf(change: Change): ServiceId | undefined {
  if (change.type === 'edit-service' || change.type === 'add-service') return change.service.id;
  return 'id' in change ? change.id : undefined;
}
