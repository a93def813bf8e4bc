import type {Destination} from '../../ipvs/destination.js';
import {destinationKey} from '../../ipvs/destination.js';
import {localNode} from '../../ipvs/forwarding.js';
import {type Service, serviceFlag} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {TableEntry} from '../../ipvs/table.js';
import {formatEndpoint} from '../../net/endpoint.js';

/** Why a drain should not be, with the numbers. --force goes over it. */
export interface Guard {
  readonly code: 'scheduler' | 'last-server' | 'fallback' | 'least-servers' | 'overload';
  readonly words: string;
}

/** A policy: how many servers a service has to keep. */
export interface LeastServers {
  readonly count: number;
  /** The policy with where it stands, for people. */
  readonly policy: string;
}

/** What a service would be left with. */
interface Remainder {
  readonly service: Service;
  readonly drained: readonly Destination[];
  /** Of weight above 0. */
  readonly left: readonly Destination[];
}

/** Schedulers that hash clients to servers, and what makes them step over one of weight 0 (ipvsadm(8), --sched-flags). */
const hashing: Readonly<Record<string, {readonly flag: number | undefined; readonly option: string}>> = {
  sh: {flag: serviceFlag.scheduler1, option: 'sh-fallback'},
  mh: {flag: serviceFlag.scheduler1, option: 'mh-fallback'},
  dh: {flag: undefined, option: ''},
};

/** Bits to add to a service so that its scheduler steps over weight 0; 0 where it does, or never will. */
export function flagsToAdd({scheduler, flags}: Pick<Service, 'scheduler' | 'flags'>): number {
  const flag = hashing[scheduler]?.flag ?? 0;
  return flag & ~flags;
}

/**
 * @param isFallback whether a destination only serves when no other does
 * @param least undefined where no policy says how many have to be left
 */
export function guardsOf(
  {service, destinations}: TableEntry,
  drained: readonly Destination[],
  isFallback: (destination: Destination) => boolean,
  least?: LeastServers,
): readonly Guard[] {
  const keys = new Set(drained.map(destinationKey));
  const left = destinations.filter(one => one.weight > 0 && !keys.has(destinationKey(one)));
  const serving = drained.filter(({weight}) => weight > 0);
  if (serving.length === 0) return [];
  const remainder = {service, drained: serving, left};
  return [
    ...schedulerGuard(remainder),
    ...lastServerGuard(remainder, isFallback),
    ...leastServersGuard(remainder, isFallback, least),
    ...overloadGuard(remainder),
  ];
}

function schedulerGuard({service}: Remainder): Guard[] {
  if (service.scheduler !== 'dh') return [];
  const words = `${formatServiceId(service.id)}: scheduler dh refuses the clients that it has hashed to a server of weight 0; change the scheduler first`;
  return [{code: 'scheduler', words}];
}

function lastServerGuard({service, left}: Remainder, isFallback: (destination: Destination) => boolean): Guard[] {
  const name = formatServiceId(service.id);
  if (left.length === 0)
    return [
      {
        code: 'last-server',
        words: `${name}: no server of weight above 0 would be left, so new connections would be refused`,
      },
    ];
  const isOnlyFallback = left.every(one => isFallback(one) || one.forwarding === localNode);
  if (!isOnlyFallback) return [];
  const servers = left.map(one => formatEndpoint(one)).join(', ');
  return [{code: 'fallback', words: `${name}: only the fallback ${servers} would be left`}];
}

/** NB: where none but fallbacks are left, that is said already. */
function leastServersGuard(
  {service, left}: Remainder,
  isFallback: (destination: Destination) => boolean,
  least: LeastServers | undefined,
): Guard[] {
  const count = left.filter(one => !isFallback(one)).length;
  if (!least || count === 0 || count >= least.count) return [];
  const servers = count === 1 ? '1 server' : `${count} servers`;
  const words = `${formatServiceId(service.id)}: ${servers} of weight above 0 would be left, fewer than the ${least.count} of ${least.policy}`;
  return [{code: 'least-servers', words}];
}

/** Those that are left share today's connections by their weights; one that is at its threshold gets no more. Only where all of them have a threshold is there a limit. */
function overloadGuard({service, drained, left}: Remainder): Guard[] {
  if (left.length === 0 || left.some(({upperThreshold}) => upperThreshold === 0)) return [];
  const moved = sum(drained, connectionsOf);
  const weights = sum(left, ({weight}) => weight);
  const over = left.filter(one => connectionsOf(one) + (moved * one.weight) / weights >= one.upperThreshold);
  if (over.length === 0) return [];
  const numbers = over.map(one => {
    const share = Math.ceil(connectionsOf(one) + (moved * one.weight) / weights);
    return `${formatEndpoint(one)} would have ${share} connections, its upper threshold is ${one.upperThreshold}`;
  });
  const words = `${formatServiceId(service.id)}: ${moved} connections would move to others: ${numbers.join('; ')}`;
  return [{code: 'overload', words}];
}

/** As the kernel counts them against thresholds (ip_vs_dest_totalconns). */
function connectionsOf({activeConnections, inactiveConnections}: Destination): number {
  return activeConnections + inactiveConnections;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
