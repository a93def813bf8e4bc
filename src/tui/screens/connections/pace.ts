/** The part of the time that reading may take: 20 ms of a refresh every two seconds. */
const share = 0.01;
/** The same for a reading that lacks what is wanted now. */
const hurriedShare = 0.1;

/** What one reading cost, and when. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds of work. */
  readonly cost: number;
}

/** Milliseconds from one reading to the next: what costs little is read at every refresh. @param interval seconds */
export function period({cost}: Reading, interval: number, isHurried = false): number {
  return Math.max(interval * 1000, cost / (isHurried ? hurriedShare : share));
}

/** Whether it is time to read again. A refresh that comes somewhat early is as good as the next. */
export function isDue(reading: Reading | undefined, now: number, interval: number, isHurried: boolean): boolean {
  if (!reading || now < reading.at) return true; // or the clock was set back
  return now - reading.at >= period(reading, interval, isHurried) - (interval * 1000) / 2;
}
