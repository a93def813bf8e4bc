import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';

/** Waits for something that nobody announces. */
export async function eventually(isSo: () => boolean, otherwise: () => string, within = 15_000): Promise<void> {
  const end = performance.now() + within;
  while (!isSo()) {
    assert.ok(performance.now() < end, otherwise());
    await delay(10);
  }
}
