import assert from 'node:assert/strict';
import type {PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';
import type {ServiceDeeds} from '../../../src/director/table/by-hand.js';
import type {ByHandStore} from '../../../src/director/table/by-hand-file.js';
import {TableKeeper} from '../../../src/director/table/table-keeper.js';
import type {Change, Outcome} from '../../../src/ipvs/change.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {serviceKey} from '../../../src/ipvs/service.js';
import {formatServiceId} from '../../../src/ipvs/service-text.js';
import type {DrainedDestination, DrainRecord} from '../../../src/maintenance/drain/drain-record.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {newSite, type Site} from '../../kernel/embedded/directors.js';
import {changes} from '../../kernel/embedded/changes.js';

export const boot = 'this boot';

/** What was kept by hand, in memory. */
export class MemoryByHand implements ByHandStore {
  services: readonly ServiceDeeds[] = [];
  read = () => ({services: this.services, problem: undefined});
  write(services: readonly ServiceDeeds[]): void {
    this.services = JSON.parse(JSON.stringify(services)) as readonly ServiceDeeds[];
  }
}

/** A keeper on an embedded kernel, with timers that run when they are told to. */
export interface Keeping {
  readonly site: Site;
  readonly keeper: TableKeeper;
  /** What the keeper asked the kernel for, in order. */
  readonly asked: Change[];
  readonly told: string[];
  readonly byHand: MemoryByHand;
  drains: DrainRecord[];
  /** Delays of the timers that are armed. */
  readonly delays: () => readonly number[];
  /** Runs what is due first, with what follows from it. */
  fire(): Promise<void>;
  /** `SERVICE SERVER weight` a line, sorted. */
  table(): Promise<readonly string[]>;
  /** Another process in the place of this one. */
  restart(): Keeping;
}

export interface KeepingOptions {
  readonly site?: Site;
  readonly byHand?: MemoryByHand;
  /** Stands between the keeper and the kernel. */
  readonly between?: (ipvs: Ipvs) => Ipvs;
}

export async function keeping(lines: readonly string[], options: KeepingOptions = {}): Promise<Keeping> {
  return begin(options.site ?? (await newSite(...lines)), options);
}

function begin(site: Site, {byHand = new MemoryByHand(), between = one => one}: KeepingOptions): Keeping {
  const asked: Change[] = [];
  const told: string[] = [];
  const timers: {delay: number; call: () => void}[] = [];
  const ipvs = between(recording(site.ipvs, asked));
  const keeping: Keeping = {
    site,
    asked,
    told,
    byHand,
    drains: [],
    keeper: new TableKeeper({
      ipvs,
      boot,
      drains: () => ({records: keeping.drains, problems: []}),
      byHand,
      after(delay, call) {
        const timer = {delay, call};
        timers.push(timer);
        return () => {
          const at = timers.indexOf(timer);
          if (at >= 0) timers.splice(at, 1);
        };
      },
      pause: () => new Promise(setImmediate),
      tell: (_severity, words) => told.push(words),
    }),
    delays: () => timers.map(({delay}) => delay),
    async fire() {
      timers.sort((a, b) => a.delay - b.delay);
      timers.shift()?.call();
      await keeping.keeper.idle();
    },
    table: () => tableOf(site.ipvs),
    restart: () => begin(site, {byHand, between}),
  };
  return keeping;
}

/** Notes what is asked for. */
function recording(ipvs: Ipvs, asked: Change[]): Ipvs {
  return new Proxy(ipvs, {
    get(target, name) {
      if (name !== 'apply') {
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? member.bind(target) : member;
      }
      return (changes: readonly Change[]): Promise<readonly Outcome[]> => {
        asked.push(...changes);
        return target.apply(changes);
      };
    },
  });
}

export async function tableOf(ipvs: Ipvs): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const {service, destinations} of (await ipvs.table()).entries) {
    const name = formatServiceId(service.id);
    lines.push(`${name} ${service.scheduler}`);
    for (const {address, port, weight} of destinations)
      lines.push(`${name} ${formatEndpoint({address, port})} ${weight}`);
  }
  return lines.sort();
}

/** Adopts a configuration; then everybody is in, unless it is said otherwise. */
export async function adopted(kept: Keeping, configuration: PoolConfiguration): Promise<void> {
  await kept.keeper.adopt(configuration);
  await kept.keeper.idle();
}

/** A drain of one destination, as `lvsctl drain` records it. @param line as one would add the server */
export function drainOf(line: string, more: Partial<DrainRecord> = {}): DrainRecord {
  const [change] = changes([line]);
  assert.ok(change?.type === 'add-server');
  const drained: DrainedDestination = {
    service: change.id,
    destination: change.destination,
    owner: undefined,
    configuredWeight: undefined,
    way: undefined,
  };
  return {
    target: 'web1',
    services: [],
    boot,
    since: 0,
    user: 'ann',
    reason: 'kernel update',
    expires: undefined,
    whenEmpty: 'stay',
    stage: 'draining',
    worker: undefined,
    destinations: [drained],
    flags: [],
    sysctls: [],
    ...more,
  };
}

/** Text of a change for comparing: its type, service and server. */
export function shown(change: Change): string {
  switch (change.type) {
    case 'add-service':
    case 'edit-service':
      return `${change.type} ${serviceKey(change.service.id)}`;
    case 'delete-service':
      return `${change.type} ${serviceKey(change.id)}`;
    case 'add-server':
    case 'edit-server':
      return `${change.type} ${formatEndpoint(change.destination)} ${change.destination.weight}`;
    case 'delete-server':
      return `${change.type} ${formatEndpoint(change.destination)}`;
    default:
      return change.type;
  }
}
