import type {Director} from '../director.js';
import {expireWithoutDestination} from '../traffic/expiry.js';
import {
  type DestinationEntry,
  destinationEntryKey,
  type ServiceEntry,
  totalConnections,
  virtualKey,
} from '../table/entries.js';

/** IP_VS_DEST_TRASH_PERIOD, milliseconds. */
const period = 120_000;

/** __ip_vs_del_dest(): out of its service, into the trash, where its connections can still find it. */
export function trashDestination(director: Director, destination: DestinationEntry): void {
  destination.isAvailable = false;
  destination.idleSince = undefined;
  director.moving.delete(destination.statistics);
  director.trashAt ??= director.now + period / 2;
  director.trash.push(destination);
  if (director.sysctls.expire_nodest_conn !== 0) expireWithoutDestination(director);
}

/** ip_vs_trash_get_dest(): the same destination of a service of the same name, with its counters and connections. */
export function takeFromTrash(
  director: Director,
  service: ServiceEntry,
  name: Pick<DestinationEntry, 'address' | 'port'>,
): DestinationEntry | undefined {
  const key = destinationEntryKey(name);
  const virtual = virtualKey(service);
  const index = director.trash.findLastIndex(entry => entry.virtual === virtual && destinationEntryKey(entry) === key);
  if (index < 0) return undefined;
  const [destination] = director.trash.splice(index, 1);
  if (director.trash.length === 0) director.trashAt = undefined;
  return destination;
}

/** ip_vs_dest_trash_expire(): each minute; what nothing refers to is dropped when it was found so two minutes before. */
export function expireTrash(director: Director, now: number): void {
  const kept = director.trash.filter(destination => {
    if (totalConnections(destination) + destination.persistent > 0) return true;
    if (destination.idleSince === undefined) destination.idleSince = now;
    return now - destination.idleSince < period;
  });
  director.trash.splice(0, director.trash.length, ...kept);
  director.trashAt = kept.length > 0 ? now + period / 2 : undefined;
}
