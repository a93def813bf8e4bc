import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {DesiredEntry, DesiredTable} from '../../ipvs/plan.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {withFlags} from './configuration.js';
import {drainKey, type DrainRecord, placeKey, placeOf} from './drain-record.js';
import {addedFlags, type Holding, holdings, isInForce} from './in-force.js';

/** A table that somebody wants, with what drains hold of it as they hold it. */
export interface KeptDrained {
  readonly table: DesiredTable;
  /** What undrain is to give, by placeKey: what was wanted, instead of 0. */
  readonly weights: ReadonlyMap<string, number>;
  /** In sentences, each once. */
  readonly notes: readonly string[];
}

export interface KeepSituation {
  readonly records: readonly DrainRecord[];
  readonly boot: string;
  /** Whether the table gets what is wanted, drained or not: then the notes say what follows from it. */
  readonly isForced: boolean;
}

/** Has drained servers keep weight 0, those that a drain has deleted stay away, and services the flags that drains added. */
export function keepDrained(wanted: DesiredTable, current: DesiredTable, situation: KeepSituation): KeptDrained {
  const {records, boot, isForced} = situation;
  const inForce = records.filter(record => isInForce(record, {boot}));
  const held = holdings(inForce);
  const added = addedFlags(inForce);
  const weights = new Map<string, number>();
  const notes = new Set<string>();
  if (held.size === 0) return {table: wanted, weights, notes: []};
  const there = new Set(inForce.some(isRemoved) ? placesOf(current) : []);
  const entries = wanted.entries.map(({service, destinations}) => ({
    service: keepFlags(service),
    destinations: destinations.flatMap(one => keep(service.id, one)),
  }));
  return {table: isForced ? wanted : {entries}, weights: isForced ? new Map() : weights, notes: [...notes]};

  function keepFlags(service: DesiredEntry['service']): DesiredEntry['service'] {
    const flags = service.flags | added(service);
    if (flags === service.flags) return service;
    if (!isForced) notes.add(`${formatServiceId(service.id)} keeps a flag that its drain needs`);
    return withFlags(service, flags);
  }

  function keep(id: DesiredEntry['service']['id'], one: DestinationConfiguration): readonly DestinationConfiguration[] {
    const place = placeKey(id, one);
    const [holding] = held.get(place) ?? [];
    if (!holding || one.weight === 0) return [one];
    weights.set(place, one.weight);
    const staysAway = isRemoved(holding.record) && !there.has(place);
    notes.add(noteOf(one, holding, {isForced, staysAway}));
    return staysAway ? [] : [{...one, weight: 0}];
  }
}

/** The record with other weights to give back; itself where it has them already. */
export function withWeights(record: DrainRecord, weights: ReadonlyMap<string, number>): DrainRecord {
  const destinations = record.destinations.map(drained => {
    const weight = weights.get(placeOf(drained)) ?? drained.destination.weight;
    return weight === drained.destination.weight
      ? drained
      : {...drained, destination: {...drained.destination, weight}};
  });
  return destinations.every((one, i) => one === record.destinations[i]) ? record : {...record, destinations};
}

function isRemoved({stage}: DrainRecord): boolean {
  return stage === 'removing' || stage === 'removed';
}

function placesOf({entries}: DesiredTable): readonly string[] {
  return entries.flatMap(({service, destinations}) => destinations.map(one => placeKey(service.id, one)));
}

function noteOf(
  destination: DestinationConfiguration,
  {record}: Holding,
  {isForced, staysAway}: {readonly isForced: boolean; readonly staysAway: boolean},
): string {
  const {user, reason} = record;
  const is = `${formatEndpoint(destination)} is drained (${user}${reason === undefined ? '' : `: ${reason}`})`;
  const {weight} = destination;
  if (isForced)
    return `${is} and gets weight ${weight} all the same: lvsctl guard sets it to 0 again until lvsctl undrain ${drainKey(record)}`;
  if (staysAway) return `${is} and was removed: it stays away, undrain adds it with weight ${weight}`;
  return `${is}: its weight stays 0, undrain gives it ${weight}`;
}
