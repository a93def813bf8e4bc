import type {Change} from './change.js';
import type {DaemonConfiguration} from './daemon.js';
import {type DestinationConfiguration, destinationKey} from './destination.js';
import {inverseOf} from './inverse.js';
import type {DesiredEntry} from './plan.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from './service.js';
import type {Timeouts} from './timeouts.js';

/** What there is before several changes, as far as they touch it. */
export interface BeforeAll {
  readonly entries: readonly DesiredEntry[];
  /** Where something stops or sets them. */
  readonly daemons?: readonly DaemonConfiguration[];
  readonly timeouts?: Timeouts;
}

interface Entry {
  service: ServiceConfiguration;
  /** By destinationKey, in the kernel's order reversed: the oldest first. */
  readonly destinations: Map<string, DestinationConfiguration>;
}

/** What takes back each of several changes that are made one after the other; undefined where nothing does. */
export function inversesOf(before: BeforeAll, changes: readonly Change[]): readonly (readonly Change[] | undefined)[] {
  const table = new Map<string, Entry>();
  for (const {service, destinations} of before.entries)
    table.set(serviceKey(service.id), {
      service,
      destinations: new Map(destinations.toReversed().map(one => [destinationKey(one), one])),
    });
  return changes.map(change => {
    const inverse = inverseNow(change, table, before);
    follow(change, table);
    return inverse;
  });
}

function inverseNow(
  change: Change,
  table: ReadonlyMap<string, Entry>,
  {daemons, timeouts}: BeforeAll,
): readonly Change[] | undefined {
  if (change.type === 'flush') return [...table.values()].flatMap(rebuild);
  if (change.type === 'set') return timeouts && [{type: 'set', timeouts}];
  if (change.type === 'stop-daemon') {
    const daemon = daemons?.find(({state}) => state === change.state);
    return daemon && [{type: 'start-daemon', daemon}];
  }
  const id = idOf(change);
  const entry = id && table.get(serviceKey(id));
  const known = entry?.destinations.get(keyOf(change));
  return inverseOf(change, {
    ...(entry && {service: entry.service, destinations: [...entry.destinations.values()].reverse()}),
    ...(known && {destination: known}),
  });
}

function rebuild({service, destinations}: Entry): Change[] {
  const servers = [...destinations.values()].map(
    destination => ({type: 'add-server', id: service.id, destination}) as const,
  );
  return [{type: 'add-service', service}, ...servers];
}

/** The table after a change that the kernel makes. */
function follow(change: Change, table: Map<string, Entry>): void {
  switch (change.type) {
    case 'add-service':
      table.set(serviceKey(change.service.id), {service: change.service, destinations: new Map()});
      return;
    case 'edit-service': {
      const entry = table.get(serviceKey(change.service.id));
      if (entry) entry.service = change.service;
      return;
    }
    case 'delete-service':
      table.delete(serviceKey(change.id));
      return;
    case 'add-server':
    case 'edit-server':
      table.get(serviceKey(change.id))?.destinations.set(destinationKey(change.destination), change.destination);
      return;
    case 'delete-server':
      table.get(serviceKey(change.id))?.destinations.delete(destinationKey(change.destination));
      return;
    case 'flush':
      table.clear();
      return;
    case 'zero':
    case 'set':
    case 'start-daemon':
    case 'stop-daemon':
  }
}

function idOf(change: Change): ServiceId | undefined {
  if (change.type === 'edit-service' || change.type === 'add-service') return change.service.id;
  return 'id' in change ? change.id : undefined;
}

function keyOf(change: Change): string {
  return 'destination' in change ? destinationKey(change.destination) : '';
}
