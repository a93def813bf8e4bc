import type {Verdict} from '../../checks/probe/verdict.js';

/** Of a check. */
const most = 60;

/** How long the last tries of each check took. */
export class Latencies {
  readonly #rings = new Map<string, (number | undefined)[]>();

  /** @param check key of it */
  note(check: string, verdict: Verdict): void {
    const ring = this.#rings.get(check) ?? [];
    this.#rings.set(check, ring);
    ring.push(verdict.type === 'up' ? tenths(verdict.latency) : undefined);
    if (ring.length > most) ring.shift();
  }

  /** Milliseconds, the oldest first; undefined where it was not up. */
  of(check: string): readonly (number | undefined)[] {
    return this.#rings.get(check) ?? [];
  }

  /** Forgets those of all others. */
  keep(checks: ReadonlySet<string>): void {
    for (const check of this.#rings.keys()) if (!checks.has(check)) this.#rings.delete(check);
  }
}

/** Of a millisecond: what is finer is noise, and makes reports long. */
export function tenths(latency: number): number {
  return Math.round(latency * 10) / 10;
}
