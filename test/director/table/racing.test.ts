import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {changes} from '../../kernel/embedded/changes.js';
import {adopted, drainOf, keeping, type Keeping, shown} from './keeping.js';
import {configurationOf, pool, standing, type To} from './pools.js';

const service = '-t 10.0.0.1:80';
const name = '10.0.1.1:80';
const server = `-a ${service} -r ${name} -m -w 3`;
const web = pool([`-A ${service} -s wrr`, server, `-a ${service} -r 10.0.1.2:80 -m -w 2`]);
const other = pool([`-A ${service} -s rr`, `-a ${service} -r ${name} -m -w 6`]);

/** Things that come at once: nobody waits until the one before is in the kernel. */
type Move =
  | {readonly to: To}
  | {readonly line: string}
  | {readonly does: 'compare' | 'drain' | 'undrain' | 'reload' | 'turn'};

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({to: fc.constantFrom<To>(3, 1, 'out', 'quiesced')}),
  fc.record({
    line: fc.constantFrom(
      `-e ${service} -r ${name} -m -w 7`,
      `-e ${service} -r ${name} -m -w 0`,
      `-d ${service} -r ${name}`,
      `-a ${service} -r ${name} -m -w 7`,
      `-E ${service} -s lc`,
      `-D ${service}`,
      '-C',
    ),
  }),
  fc.record({does: fc.constantFrom('compare' as const, 'drain' as const, 'undrain' as const, 'reload' as const)}),
  fc.constant({does: 'turn' as const}),
);

async function move(kept: Keeping, one: Move, now: {to: To; configured: typeof web}): Promise<void> {
  if ('line' in one) {
    await kept.site.ipvs.apply(changes([one.line]));
    return;
  }
  if ('to' in one) now.to = one.to;
  else if (one.does === 'compare') return void kept.keeper.compare();
  else if (one.does === 'turn') return new Promise(setImmediate);
  else if (one.does === 'reload') {
    now.configured = now.configured === web ? other : web;
    void kept.keeper.adopt(configurationOf(now.configured));
  } else {
    kept.drains = one.does === 'drain' ? [drainOf(server)] : [];
    return kept.keeper.readDrains();
  }
  kept.keeper.note(standing(now.configured, {[name]: now.to}));
}

test('whatever comes at once, in the end no server that is down has clients that nobody gave it, and all is still', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, {minLength: 1, maxLength: 20}), async moves => {
      const kept = await keeping([]);
      await adopted(kept, configurationOf(web));
      const now = {to: 3 as To, configured: web};
      for (const one of moves) await move(kept, one, now);
      await kept.keeper.adopt(configurationOf(now.configured));
      kept.keeper.note(standing(now.configured, {[name]: now.to}));
      await kept.keeper.compare();
      kept.asked.length = 0;
      await kept.keeper.compare();
      assert.deepEqual(kept.asked.map(shown), []);
      assert.deepEqual(kept.keeper.problems, []);
      const words = kept.keeper.operatorOf(now.configured.name, name);
      const row = (await kept.table()).find(line => line.startsWith(`tcp/10.0.0.1:80 ${name}`));
      const weight = row === undefined ? undefined : Number(row.split(' ')[2]);
      if (kept.drains.length > 0) assert.equal(weight ?? 0, 0);
      else if (typeof now.to === 'string' && words?.startsWith('put in') !== true) assert.equal(weight ?? 0, 0);
      else if (words === undefined) assert.equal(weight, now.to);
      else assert.match(words, weight === undefined ? /^removed/ : new RegExp(`weight ${weight}, by hand$`));
      kept.site.close();
    }),
    {numRuns: 400},
  );
});
