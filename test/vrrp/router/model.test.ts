import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isSoak} from '../../parity/seed.js';
import {play} from './model/play.js';

/** 300 runs; with LVSCTL_SOAK=1 12,000 runs. LVSCTL_SEED plays one of them, and shows all that happens in it. */
const seeds = isSoak() ? 12_000 : 300;
const only = process.env.LVSCTL_SEED;

if (only !== undefined) {
  test(`seed ${only}`, () => {
    play(Number(only), words => console.log(words));
  });
} else {
  test(`${seeds} sites of virtual routers keep what the protocol promises, whatever befalls them`, context => {
    const failed: string[] = [];
    let events = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      try {
        events += play(seed);
      } catch (error) {
        failed.push(`LVSCTL_SEED=${seed}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      }
    }
    context.diagnostic(`${seeds} seeds, ${events} events`);
    assert.deepEqual(failed, []);
    assert.ok(!isSoak() || events >= 1_000_000, `${events} events`);
  });
}
