import type {Change} from '../../ipvs/change.js';
import type {Destination} from '../../ipvs/destination.js';
import {type Service, serviceKey} from '../../ipvs/service.js';
import {wayChooser} from '../owner-way.js';
import {configurationOf, withFlags} from './configuration.js';
import {cutNotes, sysctlsToSet} from './cut.js';
import {drainNotes, ownerNotes} from './drain-notes.js';
import type {DrainPlan, DrainRequest, DrainSituation} from './drain-plan.js';
import {
  type AddedFlags,
  type DrainedDestination,
  drainKey,
  type DrainRecord,
  placeKey,
  placeOf,
} from './drain-record.js';
import {flagsToAdd, type Guard, guardsOf} from './guards.js';
import {addedFlags, holdings} from './in-force.js';
import {drainedBy, remember} from './remember.js';
import {type Chosen, choose} from './selection.js';

/** What a drain would do. One of the same name goes on, with what was added to the table since. */
export function planDrain(request: DrainRequest, situation: DrainSituation): DrainPlan {
  const {table, records, boot, now} = situation;
  const known = records.find(one => drainKey(one) === drainKey(request));
  const chosen = choose(table.entries, request.selection);
  const touched = byService(chosen);
  const held = holdings(records);
  const chooseWay = wayChooser(drainedBy(chosen, held, situation));
  const destinations = chosen.map(one =>
    remember(one, held.get(placeKey(one.service.id, one.destination)), situation, chooseWay),
  );
  const addedBefore = addedFlags(records);
  const sysctls = sysctlsToSet(request.cut, situation);
  return {
    record: {
      target: request.target,
      services: request.services,
      boot,
      since: known?.since ?? now,
      user: known?.user ?? request.user,
      reason: request.reason ?? known?.reason,
      expires: request.expires ?? known?.expires,
      whenEmpty: request.whenEmpty ?? known?.whenEmpty ?? 'stay',
      stage: 'quiescing',
      worker: undefined,
      destinations: [...destinations, ...goneSince(known, destinations)],
      flags: touched.flatMap(({service}) => flagsOf(service, addedBefore)),
      sysctls: sysctls.map(({name, before}) => ({name, before})),
    },
    known,
    chosen,
    changes: [...touched.flatMap(({service}) => addFlags(service)), ...chosen.flatMap(quiesce)],
    sysctls,
    guards: guardsFor(touched, situation),
    notes: unique([
      ...drainNotes(chosen, held, situation, request),
      ...chosen.flatMap((one, i) => ownerNotes(situation.ownershipOf(one), destinations[i]?.way)),
      ...cutNotes(request.cut, chosen, [...table.entries, ...situation.elsewhere]),
    ]),
  };
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

interface Touched {
  readonly service: Service;
  readonly destinations: readonly Destination[];
}

function byService(chosen: readonly Chosen[]): readonly Touched[] {
  const services = new Map<string, {service: Service; destinations: Destination[]}>();
  for (const {service, destination} of chosen) {
    const known = services.get(serviceKey(service.id));
    if (known) known.destinations.push(destination);
    else services.set(serviceKey(service.id), {service, destinations: [destination]});
  }
  return [...services.values()];
}

/** What the drain has, and the table has no more: undrain will tell, or add it back. */
function goneSince(known: DrainRecord | undefined, destinations: readonly DrainedDestination[]) {
  const there = new Set(destinations.map(placeOf));
  return known?.destinations.filter(one => !there.has(placeOf(one))) ?? [];
}

/** NB: of an earlier drain of the service too, so that the last one to end takes them away. */
function flagsOf(service: Service, addedBefore: ReturnType<typeof addedFlags>): AddedFlags[] {
  const flags = flagsToAdd(service) | addedBefore(service);
  return flags === 0 ? [] : [{service: service.id, flags, scheduler: service.scheduler}];
}

function addFlags(service: Service): Change[] {
  const added = flagsToAdd(service);
  return added === 0 ? [] : [{type: 'edit-service', service: withFlags(service, service.flags | added)}];
}

function quiesce({service, destination}: Chosen): Change[] {
  if (destination.weight === 0) return [];
  return [{type: 'edit-server', id: service.id, destination: {...configurationOf(destination), weight: 0}}];
}

/** NB: those that were chosen are of the entries of the table itself. */
function guardsFor(touched: readonly Touched[], {table, leastServers, ownershipOf}: DrainSituation): readonly Guard[] {
  const entries = new Map(table.entries.map(entry => [entry.service, entry]));
  return touched.flatMap(({service, destinations}) => {
    const entry = entries.get(service);
    const isFallback = (destination: Destination) => ownershipOf({service, destination})?.isFallback === true;
    return entry ? guardsOf(entry, destinations, isFallback, leastServers) : [];
  });
}
