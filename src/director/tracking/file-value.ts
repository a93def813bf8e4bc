/**
 * What keepalived makes of a tracked file's text: strtol(3) of its beginning. No number is 0.
 * @returns undefined for one that no integer of 32 bits can be: it is ignored
 */
export function fileValue(text: string): number | undefined {
  const value = Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0);
  return value >= -(2 ** 31) && value < 2 ** 31 ? value + 0 : undefined;
}
