import type {Change} from '../../ipvs/change.js';
import {destinationKey} from '../../ipvs/destination.js';
import type {DesiredEntry, DesiredTable} from '../../ipvs/plan.js';
import {type ServiceConfiguration, serviceKey} from '../../ipvs/service.js';
import type {Ownership} from '../owner.js';
import {type DrainedDestination, drainKey, type DrainRecord, placeOf} from './drain-record.js';
import {addedFlags, holdings, isInForce} from './in-force.js';
import {configurationOf, withFlags} from './configuration.js';
import {restoreOne, type Restored} from './restore-one.js';

/** How somebody wants a drain to end. */
export interface UndrainRequest {
  /** Instead of the weight there was. */
  readonly weight: number | undefined;
  /** Also over what somebody else changed meanwhile, and adds what somebody deleted. */
  readonly isForced: boolean;
}

export interface UndrainSituation {
  /** At least the services of the record. */
  readonly table: DesiredTable;
  /** All there are, the one that ends among them. */
  readonly records: readonly DrainRecord[];
  readonly boot: string;
  /** What the owner says now. */
  ownershipOf(drained: DrainedDestination): Ownership | undefined;
}

export interface UndrainPlan {
  /** What ends of it, with all else it says. */
  readonly record: DrainRecord;
  /** What goes on as the drain: undefined where all of it ends. */
  readonly rest: DrainRecord | undefined;
  /** Servers first, their scheduler's flags last: no client is refused in between. */
  readonly changes: readonly Change[];
  readonly sysctls: readonly {readonly name: string; readonly value: string}[];
  readonly restored: readonly Restored[];
  /** What it found otherwise than the drain left it, in sentences. */
  readonly notes: readonly string[];
}

/** What ends a drain, or the part of it that `isMeant`. What another drain holds too stays as it is until that ends. */
export function planUndrain(
  record: DrainRecord,
  request: UndrainRequest,
  situation: UndrainSituation,
  isMeant: (drained: DrainedDestination) => boolean = () => true,
): UndrainPlan {
  const ending = record.destinations.filter(isMeant);
  const staying = record.destinations.filter(one => !isMeant(one));
  const name = drainKey(record);
  const others = situation.records.filter(one => drainKey(one) !== name && isInForce(one, situation));
  const rest = staying.length === 0 ? undefined : {...record, destinations: staying};
  const remaining = rest ? [...others, rest] : others;
  const held = holdings(others);
  const entries = new Map(situation.table.entries.map(entry => [serviceKey(entry.service.id), entry]));
  const touched = new Set(remaining.flatMap(one => [...services(one).keys()]));
  const added = addedFlags([record]);
  const restored = ending.map(drained =>
    restoreOne(drained, {
      current: currentOf(drained, entries.get(serviceKey(drained.service))),
      record,
      request,
      isSameBoot: record.boot === situation.boot,
      ownership: situation.ownershipOf(drained),
      heldBy: held.get(placeOf(drained))?.map(holding => holding.record) ?? [],
    }),
  );
  const flags = [...services({...record, destinations: ending}).keys()].flatMap(key => {
    const service = entries.get(key)?.service;
    return service && !touched.has(key) ? removeFlags(service, added(service)) : [];
  });
  const kept = new Set(remaining.flatMap(one => one.sysctls.map(sysctl => sysctl.name)));
  return {
    record: {...record, destinations: ending},
    rest: rest && withoutFlags(rest),
    changes: [...restored.flatMap(({change}) => (change ? [change] : [])), ...flags],
    sysctls:
      record.boot === situation.boot
        ? record.sysctls.filter(one => !kept.has(one.name)).map(one => ({name: one.name, value: one.before}))
        : [],
    restored,
    notes: restored.flatMap(({note}) => (note === undefined ? [] : [note])),
  };
}

function currentOf({destination}: DrainedDestination, entry: DesiredEntry | undefined) {
  const current = entry?.destinations.find(one => destinationKey(one) === destinationKey(destination));
  return {hasService: entry !== undefined, destination: current && configurationOf(current)};
}

function services({destinations}: DrainRecord): ReadonlyMap<string, ServiceConfiguration['id']> {
  return new Map(destinations.map(({service}) => [serviceKey(service), service]));
}

/** NB: where the scheduler is another by now, the bit is no longer ours. */
function removeFlags(service: ServiceConfiguration, added: number): Change[] {
  const flags = service.flags & ~added;
  return flags === service.flags ? [] : [{type: 'edit-service', service: withFlags(service, flags)}];
}

/** Only of services that it still has something of. */
function withoutFlags(record: DrainRecord): DrainRecord {
  const known = services(record);
  return {...record, flags: record.flags.filter(({service}) => known.has(serviceKey(service)))};
}
