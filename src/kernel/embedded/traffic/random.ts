/** Whatever holds the state of a generator: any 32 bits. */
export interface Random {
  random: number;
}

/** The next number from 0 up to but not 1 (mulberry32). */
export function nextNumber(generator: Random): number {
  generator.random = (generator.random + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(generator.random ^ (generator.random >>> 15), generator.random | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** A time until something that happens `rate` times a unit, on average. */
export function nextWait(generator: Random, rate: number): number {
  return -Math.log(1 - nextNumber(generator)) / rate;
}
