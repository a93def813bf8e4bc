/** What all of them are; undefined where they differ, or there is none. */
export function allSame<T extends string | number | boolean>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}
