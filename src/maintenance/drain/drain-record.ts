import {type DestinationConfiguration, type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {Milliseconds} from '../milliseconds.js';
import type {OwnedWay} from '../owner.js';
import type {ProcessIdentity} from '../state/process-identity.js';

/** A drain as it is kept on disk until undrain: whatever happens to the process, the weights are here. Texts are from outside. */
export interface DrainRecord {
  /** What was asked for, and its name: `10.1.0.11`, `10.1.0.11:80`, `10.1.0.0/24`, `web1`. */
  readonly target: string;
  /** The services it was narrowed to, as lvsctl names them; empty for all. Part of its name. */
  readonly services: readonly string[];
  /** The boot of the machine: after another one it is suspended. */
  readonly boot: string;
  readonly since: Milliseconds;
  readonly user: string;
  readonly reason: string | undefined;
  /** When it is to end; undefined for until undrain. */
  readonly expires: Milliseconds | undefined;
  /** Whether the destinations are deleted when they are empty. */
  readonly whenEmpty: 'stay' | 'remove';
  readonly stage: DrainStage;
  /** The process that is at it, so that another can tell whether it died; undefined where nobody has to be. */
  readonly worker: ProcessIdentity | undefined;
  readonly destinations: readonly DrainedDestination[];
  readonly flags: readonly AddedFlags[];
  /** What is set while the drain waits, as it was before. */
  readonly sysctls: readonly {readonly name: string; readonly before: string}[];
}

/** The three in -ing at both ends are begun and not finished: whoever finds one without its process finds a crash. */
export const drainStages = ['quiescing', 'draining', 'drained', 'removing', 'removed', 'restoring'] as const;
export type DrainStage = (typeof drainStages)[number];

/** One destination, as it was before. */
export interface DrainedDestination {
  readonly service: ServiceId;
  readonly destination: DestinationConfiguration;
  readonly owner: string | undefined;
  /** What its owner would have given it then. */
  readonly configuredWeight: number | undefined;
  readonly way: OwnedWay | undefined;
}

/** Bits that a service got so that its scheduler steps over weight 0. */
export interface AddedFlags {
  readonly service: ServiceId;
  readonly flags: number;
  /** They mean something to this one only. */
  readonly scheduler: string;
}

/** Equal for records of the same name only. */
export function drainKey({target, services}: Pick<DrainRecord, 'target' | 'services'>): string {
  return [target, ...services].join(' ');
}

/** A destination within its service: equal for the same only. */
export function placeKey(service: ServiceId, destination: DestinationId): string {
  return `${serviceKey(service)} ${destinationKey(destination)}`;
}

export function placeOf({service, destination}: DrainedDestination): string {
  return placeKey(service, destination);
}

/** Each once. */
export function servicesOf(records: readonly DrainRecord[]): readonly ServiceId[] {
  const services = new Map<string, ServiceId>();
  for (const {destinations} of records)
    for (const {service} of destinations) services.set(serviceKey(service), service);
  return [...services.values()];
}
