/** A span of time; it may have a fraction. */
export type Milliseconds = number;

/** The version of the protocol: RFC 3768 or RFC 9568. */
export type Version = 2 | 3;

/**
 * How much longer a backup waits the lower its priority: (256 - priority) / 256 seconds (RFC 3768 §6.1), of the
 * interval in version 3 (RFC 9568 §6.1). Not rounded: priorities next to each other may be less than 1 ms apart.
 * @param interval the master's: in version 3 the one it last advertised
 */
export function skewTime(version: Version, priority: number, interval: Milliseconds): Milliseconds {
  return ((256 - priority) * (version === 2 ? 1000 : interval)) / 256;
}

/** How long a master may be silent before a backup takes its place: three intervals and the skew (RFC 3768 §6.1, RFC 9568 §6.1). */
export function masterDownInterval(version: Version, priority: number, interval: Milliseconds): Milliseconds {
  return 3 * interval + skewTime(version, priority, interval);
}

/** What an advertisement can say. The steps are a second (RFC 3768 §5.3.7) and a centisecond (RFC 9568 §5.2.7, 12 bits); zero is excluded by its erratum 8301. */
export const intervalUnits = {
  2: {milliseconds: 1000, most: 255},
  3: {milliseconds: 10, most: 4095},
} as const satisfies Record<Version, {milliseconds: Milliseconds; most: number}>;

/** Whether an interval can be advertised as it is. */
export function isAdvertisable(version: Version, interval: Milliseconds): boolean {
  const units = interval / intervalUnits[version].milliseconds;
  return Number.isInteger(units) && units >= 1 && units <= intervalUnits[version].most;
}
