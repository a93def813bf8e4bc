/** mulberry32: the same numbers from the same seed, on every machine. */
export interface Chance {
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True with the given probability. */
  happens(probability: number): boolean;
  /** `count` of the items, in their order. */
  sample<T>(items: readonly T[], count: number): T[];
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word = (word + Math.imul(word ^ (word >>> 7), word | 61)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: choices => choices[below(choices.length)]!,
    happens: probability => next() < probability,
    sample(items, count) {
      const left = items.map((_, index) => index);
      const chosen = Array.from({length: Math.min(count, left.length)}, () => left.splice(below(left.length), 1)[0]!);
      return chosen.sort((one, other) => one - other).map(index => items[index]!);
    },
  };
}

/** LVSCTL_SEED, or always the same. */
export function seedOfRun(): number {
  return Number(process.env.LVSCTL_SEED ?? 1);
}

/** LVSCTL_SOAK=1: everything, however long it takes. */
export function isSoak(): boolean {
  return process.env.LVSCTL_SOAK === '1';
}
