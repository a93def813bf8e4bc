import {expireTrash} from '../commands/trash.js';
import {type Director, estimationPeriod} from '../director.js';
import {estimate, isAtRest} from '../table/statistics.js';
import {arrive} from './arrive.js';
import {expireNext} from './expiry.js';
import {followScript} from './follow-script.js';
import {playScene, resume} from './play-scene.js';
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
    for (const scene of workload.scenes) resume(scene, director.now);
  }
  advanceTo(director, now, workload ?? noTraffic);
}

const noTraffic: Workload = {sources: [], scenes: []};

/** NB: of what is due at the same time, what is asked for first happens first. */
function advanceTo(director: Director, now: number, {sources, scenes}: Workload): void {
  const {connections, scripts} = director;
  let source = earliest(sources);
  let scene = nextScene(scenes);
  for (;;) {
    const expiry = connections.nextExpiry();
    const script = scripts.next?.at ?? never;
    const arrival = source?.nextAt ?? never;
    const trash = director.trashAt ?? never;
    const act = scene?.nextAt ?? never;
    const tick = director.moving.size > 0 ? director.estimateAt : never;
    const due = Math.min(expiry, script, arrival, trash, act, tick);
    if (due > now) break;
    skipRest(director, due);
    director.now = Math.max(director.now, due);
    if (due === expiry) expireNext(director);
    else if (due === script) followNext(director);
    else if (due === arrival) {
      arrive(director, source as Source);
      source = earliest(sources);
    } else if (due === trash) expireTrash(director, director.now);
    else if (due === act) {
      playScene(director, scene as Scene);
      scene = nextScene(scenes);
    } else estimateAll(director);
  }
  skipRest(director, now + 1);
  director.now = Math.max(director.now, now);
}

const never = Number.POSITIVE_INFINITY;

function followNext(director: Director): void {
  const {next} = director.scripts;
  director.scripts.removeNext();
  if (next && next.item.script?.at === next.at) followScript(director, next.item); // else it began anew meanwhile
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
