import {type Destination, destinationKey} from '../../ipvs/destination.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {isRefusal} from '../../ipvs/refusal.js';
import type {ServiceId} from '../../ipvs/service.js';
import {formatServiceId, matchesService, parseServicePattern} from '../../ipvs/service-text.js';
import {configurationOf} from '../../maintenance/drain/configuration.js';
import {drainKey, type DrainRecord, placeKey, placeOf} from '../../maintenance/drain/drain-record.js';
import type {DrainRecords, StoredDrains} from '../../maintenance/drain/drain-store.js';
import {Drains} from '../../maintenance/drain/drains.js';
import {plainChanger} from '../../maintenance/journal/changer.js';
import type {Milliseconds} from '../../maintenance/milliseconds.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {DashboardDrains} from '../world.js';

/** The service of the made-up site in which somebody drains one real server after the other. */
const scene = 'tcp/[2001:db8:10::80]:443';
const colleague = {user: 'anna', reason: 'new kernel', hold: 30 * 60_000} as const;
const boot = 'demo';

/** Drains of the made-up director, in memory: those of a colleague, and whatever is begun here. */
export function openDemoDrains(world: {clock(): Milliseconds}): DashboardDrains {
  const records = new DemoRecords();
  const of = (ipvs: Ipvs) => new DemoDrains(ipvs, records, world);
  return {
    of,
    async read(ipvs) {
      await followColleague(ipvs, records, world.clock());
      return records.read();
    },
  };
}

/** NB: its folder can never be made, so nothing is ever written. */
class DemoDrains extends Drains {
  constructor(
    ipvs: Ipvs,
    override readonly store: DrainRecords,
    {clock}: {clock(): Milliseconds},
  ) {
    const lock = {hold: async <T>(_folder: string, work: () => T | Promise<T>) => work()};
    const rest = {lock, boot, user: 'you', owners: [], changer: plainChanger, clock};
    super(ipvs, {...rest, folder: store.folder, pause: async () => {}, isInterrupted: () => false}, false);
  }
}

class DemoRecords implements DrainRecords {
  readonly folder = '/dev/null/demo';
  readonly #records = new Map<string, DrainRecord>();

  read(): StoredDrains {
    return {records: [...this.#records.values()].sort((a, b) => a.since - b.since), problems: []};
  }

  prepare(): void {}

  put(record: DrainRecord): void {
    this.#records.set(drainKey(record), record);
  }

  remove(record: Pick<DrainRecord, 'target' | 'services'>): void {
    this.#records.delete(drainKey(record));
  }
}

/** What the colleague quiesces is a drain, until the weight is back. */
async function followColleague(ipvs: Ipvs, records: DemoRecords, now: Milliseconds): Promise<void> {
  const pattern = parseServicePattern(scene);
  const service = (await ipvs.services()).find(({id}) => pattern && matchesService(pattern, id));
  if (!service) return;
  let destinations: readonly Destination[];
  try {
    destinations = await ipvs.destinations(service.id);
  } catch (error) {
    if (isRefusal(error)) return; // it went just now
    throw error;
  }
  const quiesced = new Set(destinations.filter(({weight}) => weight === 0).map(destinationKey));
  for (const record of records.read().records)
    if (
      record.user === colleague.user &&
      record.destinations.every(one => !quiesced.has(destinationKey(one.destination)))
    )
      records.remove(record);
  const held = new Set(records.read().records.flatMap(({destinations: of}) => of.map(placeOf)));
  for (const destination of destinations)
    if (destination.weight === 0 && !held.has(placeKey(service.id, destination)))
      records.put(drainOf(service.id, destination, now));
}

function drainOf(service: ServiceId, destination: Destination, now: Milliseconds): DrainRecord {
  const {user, reason, hold} = colleague;
  const before = {...configurationOf(destination), weight: usualWeight};
  return {
    target: formatEndpoint(destination),
    services: [formatServiceId(service)],
    boot,
    since: now,
    user,
    reason,
    expires: now + hold,
    whenEmpty: 'stay',
    stage: 'draining',
    worker: undefined,
    destinations: [{service, destination: before, owner: undefined, configuredWeight: undefined, way: undefined}],
    flags: [],
    sysctls: [],
  };
}

/** Nobody was there to see the weight it had. */
const usualWeight = 4;
