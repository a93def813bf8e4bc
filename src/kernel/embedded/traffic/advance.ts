import {expireTrash} from '../commands/trash.js';
import {type Director, estimationPeriod} from '../director.js';
import {estimate, isAtRest} from '../table/statistics.js';
import {arrive} from './arrive.js';
import {expireNext} from './expiry.js';
import {followScript} from './follow-script.js';
import {playScene} from './play-scene.js';
import {nextScene, type Scene} from './scenes.js';
import type {Source, Workload} from './workload.js';

/** What happened longer ago is not played: after a pause, clients come as if the site had just been opened. Milliseconds. */
const horizon = 180_000;

/**
 * Lets time pass: everything that is due until `now`, in order. Whether that is done in one step or in many makes no
 * difference, unless it is longer than the horizon.
 */
export function advance(director: Director, now: number): void {
  const {workload} = director;
  if (workload && now - director.now > horizon) {
    advanceTo(director, now - horizon, noTraffic);
    for (const source of workload.sources) source.nextAt = Math.max(source.nextAt, director.now + 1);
  }
  advanceTo(director, now, workload ?? noTraffic);
}

const noTraffic: Workload = {sources: [], scenes: []};

function advanceTo(director: Director, now: number, {sources, scenes}: Workload): void {
  for (;;) {
    const source = earliest(sources);
    const scene = nextScene(scenes);
    const times = [
      director.connections.nextExpiry(),
      director.scripts.next?.at ?? Number.POSITIVE_INFINITY,
      source?.nextAt ?? Number.POSITIVE_INFINITY,
      director.trashAt ?? Number.POSITIVE_INFINITY,
      scene?.nextAt ?? Number.POSITIVE_INFINITY,
      director.moving.size > 0 ? director.estimateAt : Number.POSITIVE_INFINITY,
    ];
    const due = Math.min(...times);
    if (due > now) break;
    skipRest(director, due);
    director.now = Math.max(director.now, due);
    happen(director, times.indexOf(due), source, scene);
  }
  skipRest(director, now + 1);
  director.now = Math.max(director.now, now);
}

/** Of what is due at the same time, what stands first in advanceTo() happens first. */
function happen(director: Director, kind: number, source: Source | undefined, scene: Scene | undefined): void {
  switch (kind) {
    case 0:
      return expireNext(director);
    case 1: {
      const connection = director.scripts.next?.item;
      const isDue = connection?.script?.at === director.scripts.next?.at; // else it began anew meanwhile
      director.scripts.removeNext();
      if (connection && isDue) followScript(director, connection);
      return;
    }
    case 2:
      return arrive(director, source as Source);
    case 3:
      return expireTrash(director, director.now);
    case 4:
      return playScene(director, scene as Scene);
    default:
      estimateAll(director);
  }
}

/** estimation_timer(). */
function estimateAll(director: Director): void {
  director.estimateAt += estimationPeriod;
  if (director.sysctls.run_estimation === 0) return;
  for (const statistics of director.moving) {
    estimate(statistics);
    if (isAtRest(statistics)) director.moving.delete(statistics);
  }
}

/** The estimator's ticks before a time that would move nothing. */
function skipRest(director: Director, before: number): void {
  if (director.moving.size > 0 || director.estimateAt >= before) return;
  director.estimateAt += Math.ceil((before - director.estimateAt) / estimationPeriod) * estimationPeriod;
}

function earliest(sources: readonly Source[]): Source | undefined {
  let first: Source | undefined;
  for (const source of sources) if (!first || source.nextAt < first.nextAt) first = source;
  return first;
}
