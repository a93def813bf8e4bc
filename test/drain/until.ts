import assert from 'node:assert/strict';

/** Waits for a condition, with a bound. @returns how long it took, milliseconds */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what = 'what is awaited',
  seconds = 10,
): Promise<number> {
  const begunAt = performance.now();
  while (!(await isSo())) {
    assert.ok(performance.now() - begunAt < seconds * 1000, `waited ${seconds} s for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return performance.now() - begunAt;
}
