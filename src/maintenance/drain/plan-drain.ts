import type {Change} from '../../ipvs/change.js';
import {type Destination, type DestinationConfiguration, destinationKey} from '../../ipvs/destination.js';
import {type Service, serviceKey} from '../../ipvs/service.js';
import type {Table} from '../../ipvs/table.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Ownership} from '../owner.js';
import type {DrainRecord} from './drain-record.js';
import {flagsToAdd, type Guard, guardsOf} from './guards.js';
import {type Chosen, choose, type Selection} from './selection.js';

/** What an operator wants. */
export interface DrainRequest {
  /** As it was typed, by which the drain is known. */
  readonly target: string;
  readonly selection: Selection;
  readonly user: string;
  readonly reason: string | undefined;
  readonly expires: Milliseconds | undefined;
  readonly then: 'stay' | 'remove';
  readonly cut: 'templates' | 'connections' | undefined;
}

/** What a plan is made from. */
export interface DrainSituation {
  /** Read consistently. */
  readonly table: Table;
  /** As their files show them, by name. */
  readonly sysctls: ReadonlyMap<string, string>;
  readonly boot: string;
  readonly now: Milliseconds;
  ownershipOf(chosen: Chosen): Ownership | undefined;
}

export interface DrainPlan {
  readonly record: DrainRecord;
  /** Flags first: no client is refused in between. */
  readonly changes: readonly Change[];
  readonly sysctls: readonly {readonly name: string; readonly value: string}[];
  readonly guards: readonly Guard[];
  /** What to know beforehand, in sentences. */
  readonly notes: readonly string[];
}

/** The sysctl that makes each kind of cut, of this whole network namespace. */
export const cutSysctl = {templates: 'expire_quiescent_template', connections: 'expire_nodest_conn'} as const;

/** What a drain would do; a plan without destinations has found none. */
export function planDrain(request: DrainRequest, situation: DrainSituation): DrainPlan {
  const {table, boot, now} = situation;
  const chosen = choose(table.entries, request.selection);
  const touched = byService(chosen);
  const flags = touched.flatMap(({service}) => {
    const added = flagsToAdd(service);
    return added === 0 ? [] : [{service: service.id, flags: added}];
  });
  const sysctls = sysctlsFor(request, situation);
  const record: DrainRecord = {
    target: request.target,
    boot,
    since: now,
    user: request.user,
    reason: request.reason,
    expires: request.expires,
    then: request.then,
    stage: 'quiescing',
    destinations: chosen.map(one => {
      const owned = situation.ownershipOf(one);
      return {
        service: one.service.id,
        destination: configurationOf(one.destination),
        owner: owned?.owner,
        way: owned?.way,
      };
    }),
    flags,
    sysctls: sysctls.map(({name}) => ({name, before: situation.sysctls.get(name) as string})),
  };
  return {
    record,
    changes: [...flagChanges(touched), ...chosen.flatMap(quiesce)],
    sysctls,
    guards: touched.flatMap(({service, destinations}) => guardsFor(service, destinations, situation)),
    notes: [...ownerNotes(chosen, situation), ...cutNotes(request, chosen, table)],
  };
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

function flagChanges(touched: readonly Touched[]): Change[] {
  return touched.flatMap(({service}) => {
    const added = flagsToAdd(service);
    const {id, scheduler, flags, timeout, netmask, persistenceEngine} = service;
    const edited = {id, scheduler, flags: flags | added, timeout, netmask, persistenceEngine};
    return added === 0 ? [] : [{type: 'edit-service', service: edited} as const];
  });
}

function quiesce({service, destination}: Chosen): Change[] {
  if (destination.weight === 0) return [];
  return [{type: 'edit-server', id: service.id, destination: {...configurationOf(destination), weight: 0}}];
}

export function configurationOf(destination: DestinationConfiguration): DestinationConfiguration {
  const {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel} = destination;
  return {address, port, forwarding, weight, upperThreshold, lowerThreshold, tunnel};
}

function guardsFor(service: Service, drained: readonly Destination[], situation: DrainSituation): readonly Guard[] {
  const entry = situation.table.entries.find(one => serviceKey(one.service.id) === serviceKey(service.id));
  const isFallback = (destination: Destination) => situation.ownershipOf({service, destination})?.isFallback === true;
  return entry ? guardsOf(entry, drained, isFallback) : [];
}

function sysctlsFor({cut}: DrainRequest, {sysctls}: DrainSituation): DrainPlan['sysctls'] {
  const name = cut && cutSysctl[cut];
  const before = name && sysctls.get(name);
  return name === undefined || before === undefined || before !== '0' ? [] : [{name, value: '1'}];
}

function ownerNotes(chosen: readonly Chosen[], {ownershipOf}: DrainSituation): readonly string[] {
  const notes = chosen.flatMap(one => {
    const owned = ownershipOf(one);
    if (!owned) return [];
    return owned.way.type === 'watch'
      ? [
          ...owned.warnings,
          `${owned.owner} may put the weight back when its check fails and recovers: it is set to 0 again while lvsctl drain or lvsctl guard runs`,
        ]
      : owned.warnings;
  });
  return [...new Set(notes)];
}

/** The sysctls act on every server of weight 0. */
function cutNotes({cut}: DrainRequest, chosen: readonly Chosen[], {entries}: Table): readonly string[] {
  if (!cut) return [];
  const keys = new Set(
    chosen.map(({service, destination}) => `${serviceKey(service.id)} ${destinationKey(destination)}`),
  );
  const others = entries.flatMap(({service, destinations}) =>
    destinations.filter(one => one.weight === 0 && !keys.has(`${serviceKey(service.id)} ${destinationKey(one)}`)),
  ).length;
  const servers = others === 1 ? '1 other server of weight 0' : `${others} other servers of weight 0`;
  return [
    `${cutSysctl[cut]} acts on this whole network namespace: ${others === 0 ? 'no other server has weight 0' : servers}`,
  ];
}
