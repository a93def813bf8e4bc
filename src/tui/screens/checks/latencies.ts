import type {CheckedCheck} from '../../../director/protocol/checks-report.js';

/** The check that took longest; where none has a latency, one that has had some. */
export function slowest(checks: readonly CheckedCheck[]): CheckedCheck | undefined {
  let found: CheckedCheck | undefined;
  for (const check of checks) if ((check.latency ?? -1) > (found?.latency ?? -1)) found = check;
  return found ?? checks.find(({latencies}) => latencies.length > 0);
}

/** In at most 6 cells: `0.4ms`, `12ms`, `1.5s`. */
export function latencyText(latency: number): string {
  if (latency < 10) return `${latency.toFixed(1)}ms`;
  return latency < 1000 ? `${Math.round(latency)}ms` : `${(latency / 1000).toFixed(1)}s`;
}

/** For a sparkline: NaN where a try failed. */
export function trendOf({latencies}: CheckedCheck): readonly number[] {
  return latencies.map(latency => latency ?? Number.NaN);
}

/** The value of the highest mark: the greatest, or almost twice the mean, so that what is steady is half high. */
export function trendTop(values: readonly number[]): number {
  const known = values.filter(value => !Number.isNaN(value));
  if (known.length === 0) return 0;
  const sum = known.reduce((total, value) => total + value, 0);
  return Math.max(...known, (1.8 * sum) / known.length);
}
