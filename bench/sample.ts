/** One run of a program, as GNU time saw it. */
export interface Sample {
  readonly wallSeconds: number;
  /** User and system time, children included. */
  readonly cpuSeconds: number;
  readonly peakKilobytes: number;
  /** Page faults of both kinds. */
  readonly faults: number;
}

/** The format for /usr/bin/time -f; `parseSample` reads what it prints. */
export const timeFormat = '%e %U %S %M %R %F';

/** The last line of time's output: it says in a line before it when the program failed. */
export function parseSample(text: string): Sample {
  const numbers = (text.trim().split('\n').at(-1) as string).split(' ').map(Number);
  const [wallSeconds, user, system, peakKilobytes, minor, major] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {wallSeconds, cpuSeconds: user + system, peakKilobytes, faults: minor + major};
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The median of the ratios of neighbouring runs: what the machine did meanwhile hits both alike. */
export function medianOfRatios(over: readonly number[], under: readonly number[]): number {
  return median(over.map((value, i) => value / (under[i] as number)));
}
