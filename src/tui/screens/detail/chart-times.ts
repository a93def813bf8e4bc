/** Minutes that the charts can show. */
export const chartTimes: readonly [number, ...number[]] = [1, 2, 5];

/** Readings in so many minutes. @param interval seconds between two */
export function readingsIn(minutes: number, interval: number): number {
  return Math.max(2, Math.round((minutes * 60) / interval));
}

/** For the time axis. */
export function timeLabels(minutes: number): readonly string[] {
  if (minutes === 1) return ['-60s', '-45s', '-30s', '-15s', 'now'];
  return [...Array.from({length: minutes}, (_, i) => `-${minutes - i}m`), 'now'];
}
