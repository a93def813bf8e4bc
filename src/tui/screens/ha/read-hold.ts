import type {Milliseconds} from '../../../vrrp/intervals.js';

const units: Readonly<Record<string, Milliseconds>> = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** How long something is to be held, and why: `30m new disk`, `2h`, `new disk`; each may be left out. */
export interface WantedHold {
  /** Undefined: until it is released. */
  readonly hold: Milliseconds | undefined;
  readonly reason: string | undefined;
}

export function readHold(text: string): WantedHold | {readonly problem: string} {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const duration = /^(\d+)([smhd])$/.exec(first);
  if (!duration) {
    if (/^\d/.test(first)) return {problem: 'a time has a unit: 90s, 30m, 2h, 1d'};
    return {hold: undefined, reason: text.trim() || undefined};
  }
  const hold = Number(duration[1]) * (units[duration[2] as string] ?? 0);
  return hold > 0 ? {hold, reason: rest.join(' ') || undefined} : {problem: 'a time is longer than 0'};
}
