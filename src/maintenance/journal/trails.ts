import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {type DestinationConfiguration, type DestinationId, destinationKey} from '../../ipvs/destination.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {Timeouts} from '../../ipvs/timeouts.js';
import type {JournalChange, JournalEnd, JournalEntry} from './journal-entry.js';

/** The states that something went through, what it was before first. An undefined value is absence. */
export interface Trail<T> {
  readonly states: readonly State<T>[];
}

export interface State<T> {
  readonly value: T | undefined;
  /** The place of the change that led to it; -1 for what was before. */
  readonly change: number;
  /** Whether it is known that the change was made. */
  readonly isCertain: boolean;
}

/** A service with those of its servers that are told of. One that was not touched itself has one state. */
export interface ServiceTrail extends Trail<ServiceConfiguration> {
  readonly id: ServiceId;
  /** By destinationKey, the oldest first. */
  readonly servers: ReadonlyMap<string, ServerTrail>;
}

export interface ServerTrail extends Trail<DestinationConfiguration> {
  readonly id: DestinationId;
}

/** Everything that an entry touches. */
export interface Trails {
  /** By serviceKey. */
  readonly services: ReadonlyMap<string, ServiceTrail>;
  readonly daemons: ReadonlyMap<DaemonConfiguration['state'], Trail<DaemonConfiguration>>;
  readonly timeouts: Trail<Timeouts>;
  readonly sysctls: ReadonlyMap<string, Trail<string>>;
  /** Places of changes that emptied the table. */
  readonly flushes: readonly number[];
  /** Changes that nothing takes back: counters that were set to zero. */
  readonly lost: readonly JournalChange[];
}

/** What can be the state of something now: after the last change that is known to have been made, or a later one. */
export function possibleStates<T>({states}: Trail<T>): readonly State<T>[] {
  return states.slice(states.findLastIndex(({isCertain}) => isCertain));
}

/** @param end undefined for an entry of a process that died: each of its changes may have been made or not */
export function trailsOf({before, changes}: Pick<JournalEntry, 'before' | 'changes'>, end: JournalEnd | undefined) {
  const trails = new Following(before);
  for (const [i, change] of changes.entries()) {
    const isCertain = end !== undefined && !end.unknown?.includes(i);
    if (!isCertain || end.refusals[i] === undefined) trails.follow(change, i, isCertain);
  }
  return trails satisfies Trails;
}

interface Growing<T> extends Trail<T> {
  readonly states: State<T>[];
}

type Server = ServerTrail & Growing<DestinationConfiguration>;

interface Service extends Growing<ServiceConfiguration> {
  readonly id: ServiceId;
  readonly servers: Map<string, Server>;
}

class Following implements Trails {
  readonly services = new Map<string, Service>();
  readonly daemons = new Map<DaemonConfiguration['state'], Growing<DaemonConfiguration>>();
  readonly timeouts: Growing<Timeouts>;
  readonly sysctls = new Map<string, Growing<string>>();
  readonly flushes: number[] = [];
  readonly lost: JournalChange[] = [];

  constructor(private readonly before: JournalEntry['before']) {
    this.timeouts = begin(before.timeouts);
    for (const {service, destinations} of before.entries) {
      const servers = new Map<string, Server>();
      for (const one of destinations.toReversed()) servers.set(destinationKey(one), {id: one, ...begin(one)});
      this.services.set(serviceKey(service.id), {id: service.id, servers, ...begin(service)});
    }
  }

  follow(change: JournalChange, place: number, isCertain: boolean): void {
    const push = <T>({states}: Growing<T>, value: T | undefined) => void states.push({value, change: place, isCertain});
    switch (change.type) {
      case 'add-service':
      case 'edit-service':
        return push(this.#service(change.service.id), change.service);
      case 'delete-service': {
        const trail = this.#service(change.id);
        push(trail, undefined);
        for (const server of trail.servers.values()) push(server, undefined);
        return;
      }
      case 'add-server':
      case 'edit-server':
        return push(this.#server(change.id, change.destination), change.destination);
      case 'delete-server':
        return push(this.#server(change.id, change.destination), undefined);
      case 'flush':
        this.flushes.push(place);
        for (const trail of this.services.values()) {
          push(trail, undefined);
          for (const server of trail.servers.values()) push(server, undefined);
        }
        return;
      case 'start-daemon':
        return push(this.#daemon(change.daemon.state), change.daemon);
      case 'stop-daemon':
        return push(this.#daemon(change.state), undefined);
      case 'set': {
        const now = this.timeouts.states.at(-1)?.value;
        return push(this.timeouts, now && settingOf(change.timeouts, now));
      }
      case 'set-sysctl':
        return push(
          inMap(this.sysctls, change.name, () => begin(this.before.sysctls?.[change.name])),
          change.value,
        );
      case 'zero':
        this.lost.push(change);
    }
  }

  #service(id: ServiceId): Service {
    return inMap(this.services, serviceKey(id), () => ({id, servers: new Map(), ...begin<ServiceConfiguration>()}));
  }

  #server(service: ServiceId, id: DestinationId): Server {
    const {servers} = this.#service(service);
    return inMap(servers, destinationKey(id), () => ({id, ...begin<DestinationConfiguration>()}));
  }

  #daemon(state: DaemonConfiguration['state']) {
    return inMap(this.daemons, state, () => begin(this.before.daemons?.find(one => one.state === state)));
  }
}

function begin<T>(value?: T): Growing<T> {
  return {states: [{value, change: -1, isCertain: true}]};
}

function inMap<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** As a setting, 0 leaves a timeout as it is. */
function settingOf(asked: Timeouts, now: Timeouts): Timeouts {
  return {tcp: asked.tcp || now.tcp, tcpFin: asked.tcpFin || now.tcpFin, udp: asked.udp || now.udp};
}
