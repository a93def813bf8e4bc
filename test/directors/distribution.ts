/** Median, 99th percentile and maximum, in words. @param values milliseconds */
export function distribution(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const words = (value: number) => `${value.toFixed(1)} ms`;
  return `${sorted.length} times: median ${words(at(0.5))}, p99 ${words(at(0.99))}, max ${words(at(1))}`;
}
