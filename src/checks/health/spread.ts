/**
 * Where in a span something begins that has a name, so that many do not begin at once: the same for the same seed.
 * @returns 0 to below 1. FNV-1a, and the finish of MurmurHash3 for names that differ in their last letter only
 */
export function spread(seed: number, name: string): number {
  let word = 0x811c9dc5 ^ seed;
  for (let place = 0; place < name.length; place++) word = Math.imul(word ^ name.charCodeAt(place), 0x01000193);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return ((word ^ (word >>> 16)) >>> 0) / 0x1_0000_0000;
}
