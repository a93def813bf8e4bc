import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isSoak} from '../../parity/seed.js';
import {play} from './model/play.js';

/** 400 runs; with LVSCTL_SOAK=1 20,000 runs. LVSCTL_SEED plays one of them, and shows all that happens in it. */
const seeds = isSoak() ? 20_000 : 400;
const only = process.env.LVSCTL_SEED;

if (only !== undefined) {
  test(`health, seed ${only}`, () => {
    play(Number(only), words => console.log(words));
  });
} else {
  test(`${seeds} sites of pools stand as an oracle says, whatever befalls them`, context => {
    const failed: string[] = [];
    let events = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      try {
        events += play(seed);
      } catch (error) {
        failed.push(
          `LVSCTL_SEED=${seed}: ${error instanceof Error ? error.message.split('\n').slice(0, 6).join(' ') : error}`,
        );
      }
    }
    context.diagnostic(`${seeds} seeds, ${events} events`);
    assert.deepEqual(failed, []);
  });
}
