import type {Milliseconds} from '../milliseconds.js';

/** How a drain comes along. */
export interface Progress {
  readonly begunAt: Milliseconds;
  readonly at: Milliseconds;
  /** Connections of all kinds when it began, or the most there were since. */
  readonly most: number;
  readonly left: number;
  /** How many end in a second, smoothed; below 0 where they become more. Undefined until something is known. */
  readonly endingPerSecond: number | undefined;
}

/** After so long a rate counts half. */
const halfLife = 10_000;

export function beginProgress(left: number, now: Milliseconds): Progress {
  return {begunAt: now, at: now, most: left, left, endingPerSecond: undefined};
}

export function stepProgress(progress: Progress, left: number, now: Milliseconds): Progress {
  const passed = now - progress.at;
  if (passed <= 0) return {...progress, left, most: Math.max(progress.most, left)};
  const rate = ((progress.left - left) * 1000) / passed;
  const kept = 0.5 ** (passed / halfLife);
  const before = progress.endingPerSecond;
  return {
    ...progress,
    at: now,
    left,
    most: Math.max(progress.most, left),
    endingPerSecond: before === undefined ? rate : before * kept + rate * (1 - kept),
  };
}

/** How long until so few are left, at this rate; undefined where nobody can tell. */
export function remaining({left, endingPerSecond}: Progress, until: number): Milliseconds | undefined {
  if (left <= until) return 0;
  if (endingPerSecond === undefined || endingPerSecond < 0.001) return undefined;
  return ((left - until) / endingPerSecond) * 1000;
}

/** From 0 to 1. */
export function shareDone({left, most}: Progress, until: number): number {
  if (left <= until) return 1;
  return most <= until ? 0 : (most - left) / (most - until);
}
