import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Pool} from '../../../src/config/pools/pool-configuration.js';
import {KeptTable} from '../../../src/director/table/kept-table.js';
import {changes} from '../../kernel/embedded/changes.js';
import {adopted, keeping} from './keeping.js';
import {configurationOf, pool, standing} from './pools.js';

/** So many pools of so many servers, and the lines that make them. */
function pools(count: number, servers: number): {pools: readonly Pool[]; lines: readonly string[]} {
  const lines: string[] = [];
  const made = Array.from({length: count}, (_, i) => {
    const service = `-t 10.${i >> 8}.${i & 255}.1:80`;
    const own = [
      `-A ${service} -s wlc`,
      ...Array.from({length: servers}, (_, j) => `-a ${service} -r 172.16.${j >> 8}.${j & 255}:80 -m -w 3`),
    ];
    lines.push(...own);
    return pool(own);
  });
  return {pools: made, lines};
}

for (const [count, servers] of [
  [1000, 10],
  [10_000, 1],
  [1, 10_000],
] as const) {
  test(`a table of ${count} services with ${servers} servers each is planned within 100 ms, and a change is there at once`, async t => {
    const {pools: all, lines} = pools(count, servers);
    const table = new KeptTable();
    table.configure(configurationOf(...all));
    for (const one of all) table.note(standing(one));
    const begunAt = performance.now();
    for (const kept of table.all) table.plan(kept);
    const planned = performance.now() - begunAt;

    const kept = await keeping(lines);
    const adoptedAt = performance.now();
    await adopted(kept, configurationOf(...all));
    const adopting = performance.now() - adoptedAt;
    const notedAt = performance.now();
    for (const one of all) kept.keeper.note(standing(one));
    await kept.keeper.idle();
    const noting = performance.now() - notedAt;
    assert.deepEqual(kept.asked, []);

    const latencies: number[] = [];
    const changed = all[Math.floor(count / 2)] as Pool;
    const [server] = changed.servers;
    for (let i = 0; i < 20; i++) {
      const at = performance.now();
      kept.keeper.note(standing(changed, {[server?.name as string]: i % 2 === 0 ? 'out' : 3}));
      await kept.keeper.idle();
      latencies.push(performance.now() - at);
    }
    assert.equal(kept.asked.length, 20);
    latencies.sort((a, b) => a - b);
    const comparedAt = performance.now();
    await kept.keeper.compare();
    const comparing = performance.now() - comparedAt;
    const ms = (value: number | undefined) => `${value?.toFixed(1)} ms`;
    t.diagnostic(
      `planned ${ms(planned)}, adopted ${ms(adopting)}, all noted ${ms(noting)}, a change ${ms(latencies[10])} (at most ${ms(latencies[19])}), compared ${ms(comparing)}`,
    );
    assert.ok(planned < 1000, 'bounded loosely: machines differ');
    kept.site.close();
  });
}

test('what operators did is said of each of ten thousand servers within 300 ms', async () => {
  const {pools: all, lines} = pools(1, 10_000);
  const [one] = all as readonly [Pool];
  const kept = await keeping(lines);
  await adopted(kept, configurationOf(one));
  kept.keeper.note(standing(one));
  await kept.keeper.idle();
  await kept.site.ipvs.apply(changes(['-e -t 10.0.0.1:80 -r 172.16.0.5:80 -m -w 9']));
  await kept.keeper.compare();
  const begunAt = performance.now();
  const told = one.servers.filter(({name}) => kept.keeper.operatorOf(one.name, name) !== undefined);
  const lasted = performance.now() - begunAt;
  assert.equal(told.length, 1);
  assert.ok(lasted < 300, `${lasted} ms`);
});
