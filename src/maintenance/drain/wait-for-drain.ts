import type {Milliseconds} from '../milliseconds.js';
import {type DrainedDestination, type DrainRecord, placeKey, placeOf, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {beginProgress, type Progress, stepProgress} from './progress.js';
import type {PutBack} from './reapply.js';
import {reapplyDrains} from './reapply-drains.js';
import {type Watched, type WatchedEntry, watchServices} from './read-table.js';

export interface WaitOptions {
  /** So many connections may be left. */
  readonly untilConnections: number;
  /** Undefined for as long as it takes. */
  readonly timeout: Milliseconds | undefined;
  /** Templates need not be gone: they are cut. */
  readonly ignoresTemplates: boolean;
}

/** What a waiting drain tells, in order. */
export type WaitEvent =
  | {readonly type: 'progress'; readonly progress: Progress; readonly left: LeftConnections}
  /** It has no connections left, or is gone. */
  | {readonly type: 'empty'; readonly drained: DrainedDestination; readonly isGone: boolean}
  /** Somebody gave it a weight again, and it was set to 0 again, unless there are problems. */
  | {readonly type: 'put back'; readonly putBack: readonly PutBack[]; readonly problems: readonly string[]};

/** `ended`: by an undrain. */
export type WaitResult = 'drained' | 'timed out' | 'interrupted' | 'ended';

export interface LeftConnections {
  readonly active: number;
  readonly inactive: number;
  /** Persistence templates. */
  readonly persistent: number;
}

/** Between two looks: twice a second, and less often where a look takes long. */
const leastPause = 500;
const restPerLook = 2;

/** Waits until the connections of a drain are gone, keeping it in force meanwhile. Reads its own services only. */
export async function waitForDrain(
  drains: Drains,
  record: DrainRecord,
  {untilConnections, timeout, ignoresTemplates}: WaitOptions,
  onEvent: (event: WaitEvent) => void,
): Promise<WaitResult> {
  const {world} = drains;
  const begunAt = world.clock();
  const full = new Map(record.destinations.map(one => [placeOf(one), one]));
  let progress: Progress | undefined;
  for (;;) {
    const lookedAt = world.clock();
    const known = drains.find(record);
    if (!known || known.stage === 'restoring') return 'ended';
    const entries = await watchServices(drains.ipvs, servicesOf([record]));
    if (hasWeight(entries, [record])) {
      const {putBack, problems} = await reapplyDrains(drains, [record]);
      if (putBack.length > 0) onEvent({type: 'put back', putBack, problems});
    }
    const watched = watchedOf(entries, record);
    for (const [key, drained] of full) {
      const now = watched.get(key);
      if (now && sumOf(now, ignoresTemplates) > 0) continue;
      full.delete(key);
      onEvent({type: 'empty', drained, isGone: !now});
    }
    const counted = totalOf([...watched.values()]);
    const left = ignoresTemplates ? {...counted, persistent: 0} : counted;
    const all = left.active + left.inactive + left.persistent;
    const now = world.clock();
    progress = progress ? stepProgress(progress, all, now) : beginProgress(all, now);
    onEvent({type: 'progress', progress, left});
    if (all <= untilConnections) return 'drained';
    if (world.isInterrupted()) return 'interrupted';
    if (timeout !== undefined && now - begunAt >= timeout) return 'timed out';
    const rest = Math.max(leastPause, restPerLook * (now - lookedAt));
    await world.pause(timeout === undefined ? rest : Math.min(rest, begunAt + timeout - now));
  }
}

/** Whether a destination of a drain has a weight. */
export function hasWeight(entries: readonly WatchedEntry[], records: readonly DrainRecord[]): boolean {
  return records.some(record => [...watchedOf(entries, record).values()].some(({weight}) => weight > 0));
}

/** Those that are there, by placeKey. */
export function watchedOf(entries: readonly WatchedEntry[], record: DrainRecord): ReadonlyMap<string, Watched> {
  const places = new Set(record.destinations.map(placeOf));
  return new Map(
    entries.flatMap(({service, destinations}) =>
      destinations.map(one => [placeKey(service, one), one] as const).filter(([key]) => places.has(key)),
    ),
  );
}

export function totalOf(watched: readonly Watched[]): LeftConnections {
  const sum = (of: (one: Watched) => number) => watched.reduce((total, one) => total + of(one), 0);
  return {
    active: sum(one => one.activeConnections),
    inactive: sum(one => one.inactiveConnections),
    persistent: sum(one => one.persistentConnections),
  };
}

function sumOf(one: Watched, ignoresTemplates: boolean): number {
  return one.activeConnections + one.inactiveConnections + (ignoresTemplates ? 0 : one.persistentConnections);
}

/** How many are left of a drain altogether. */
export function leftOf(entries: readonly WatchedEntry[], record: DrainRecord): number {
  const {active, inactive, persistent} = totalOf([...watchedOf(entries, record).values()]);
  return active + inactive + persistent;
}
