import {destinationKey} from '../../ipvs/destination.js';
import {type Service, serviceFlag} from '../../ipvs/service.js';
import {isSameAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {isFull, isOverloaded, type SeenDestination, type SeenService, type Snapshot} from './snapshot.js';
import {rowKey} from './trends.js';

/** Something that changed between two snapshots, whoever changed it. */
export interface Difference {
  readonly kind: 'added' | 'deleted' | 'edited' | 'weight' | 'overloaded' | 'relieved';
  /** The row it happened to. */
  readonly row: string;
  /** Of kind weight. */
  readonly weight?: {readonly before: number; readonly after: number};
  /** In words: `10.1.0.11:80 of tcp/10.0.0.1:80: weight 4 → 0`. */
  readonly words: string;
}

/** What is not as it was. Only what was read anew is compared. */
export function differences(before: Snapshot, after: Snapshot): readonly Difference[] {
  if (before.services === after.services) return [];
  const found: Difference[] = [];
  if (isSameList(before.services, after.services)) {
    for (const [i, seen] of after.services.entries()) compareService(before.services[i] as SeenService, seen, found);
    return found;
  }
  const old = new Map(before.services.map(seen => [seen.key, seen]));
  for (const seen of after.services) {
    const known = old.get(seen.key);
    old.delete(seen.key);
    if (known) compareService(known, seen, found);
    else found.push({kind: 'added', row: seen.key, words: `${seen.name} was added (${seen.service.scheduler})`});
  }
  for (const seen of old.values()) found.push({kind: 'deleted', row: seen.key, words: `${seen.name} was deleted`});
  return found;
}

function isSameList(a: readonly SeenService[], b: readonly SeenService[]): boolean {
  return a.length === b.length && a.every((seen, i) => seen.key === b[i]?.key);
}

function compareService(before: SeenService, after: SeenService, found: Difference[]): void {
  if (before === after) return;
  if (!isSameSettings(before.service, after.service)) {
    const [a, b] = [before.service.scheduler, after.service.scheduler];
    const what = a === b ? 'its persistence or flags were edited' : `scheduler ${a} → ${b}`;
    found.push({kind: 'edited', row: after.key, words: `${after.name}: ${what}`});
  }
  if (before.destinations === after.destinations || !before.destinations || !after.destinations) return;
  compareDestinations(before.destinations, after, after.destinations, found);
}

/** As settingsFingerprint(), without making texts. */
function isSameSettings(a: Service, b: Service): boolean {
  return (
    a.scheduler === b.scheduler &&
    (a.flags | serviceFlag.hashed) === (b.flags | serviceFlag.hashed) &&
    a.timeout === b.timeout &&
    a.netmask === b.netmask &&
    a.persistenceEngine === b.persistenceEngine
  );
}

function compareDestinations(
  before: readonly SeenDestination[],
  seen: SeenService,
  after: readonly SeenDestination[],
  found: Difference[],
): void {
  if (isSameServers(before, after)) {
    for (const [i, destination] of after.entries()) {
      const known = before[i] as SeenDestination;
      if (isSameState(known, destination)) continue;
      const name = `${formatEndpoint(destination)} of ${seen.name}`;
      compareDestination(known, destination, rowKey(seen.key, destinationKey(destination)), name, found);
    }
    return;
  }
  const old = new Map(before.map(each => [destinationKey(each), each]));
  for (const destination of after) {
    const key = destinationKey(destination);
    const known = old.get(key);
    old.delete(key);
    const row = rowKey(seen.key, key);
    const name = `${formatEndpoint(destination)} of ${seen.name}`;
    if (!known) found.push({kind: 'added', row, words: `${name} was added (weight ${destination.weight})`});
    else compareDestination(known, destination, row, name, found);
  }
  for (const [key, destination] of old)
    found.push({
      kind: 'deleted',
      row: rowKey(seen.key, key),
      words: `${formatEndpoint(destination)} of ${seen.name} was deleted (weight ${destination.weight})`,
    });
}

/** The same real servers in the same order, as nearly always: no texts are made. */
function isSameServers(before: readonly SeenDestination[], after: readonly SeenDestination[]): boolean {
  return (
    before.length === after.length &&
    after.every((each, i) => {
      const known = before[i] as SeenDestination;
      return each.port === known.port && isSameAddress(each.address, known.address);
    })
  );
}

/** Nothing to tell of. */
function isSameState(before: SeenDestination, after: SeenDestination): boolean {
  if (before.weight !== after.weight || before.forwarding !== after.forwarding) return false;
  if (!isFull(before) || !isFull(after)) return true;
  return (
    before.upperThreshold === after.upperThreshold &&
    before.lowerThreshold === after.lowerThreshold &&
    isOverloaded(before) === isOverloaded(after)
  );
}

function compareDestination(
  before: SeenDestination,
  after: SeenDestination,
  row: string,
  name: string,
  found: Difference[],
): void {
  if (before.weight !== after.weight)
    found.push({
      kind: 'weight',
      row,
      weight: {before: before.weight, after: after.weight},
      words: `${name}: weight ${before.weight} → ${after.weight}`,
    });
  if (before.forwarding !== after.forwarding)
    found.push({kind: 'edited', row, words: `${name}: its forwarding method was edited`});
  if (!isFull(before) || !isFull(after)) return;
  if (before.upperThreshold !== after.upperThreshold || before.lowerThreshold !== after.lowerThreshold)
    found.push({
      kind: 'edited',
      row,
      words: `${name}: thresholds ${before.upperThreshold}/${before.lowerThreshold} → ${after.upperThreshold}/${after.lowerThreshold}`,
    });
  const [was, is] = [isOverloaded(before), isOverloaded(after)];
  if (is && !was)
    found.push({kind: 'overloaded', row, words: `${name} is at its upper threshold ${after.upperThreshold}`});
  if (was && !is) found.push({kind: 'relieved', row, words: `${name} is below its upper threshold again`});
}
