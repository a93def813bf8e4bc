import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {eventually} from '../directors/eventually.js';
import {now} from '../directors/network.js';
import {namespacesMissing} from '../kernel/rtnetlink/namespace.js';
import {isSoak} from '../parity/seed.js';
import {interval, ports, StalledChecksSite} from './stalled-checks-site.js';

/** Milliseconds. */
const longest = 1.2 * interval;
const duration = isSoak() ? 60_000 : 5000;
const all = Object.values(ports).toSorted();

test('what happens to the process that checks is nothing to the virtual routers, and changes no table', {
  skip: namespacesMissing(),
  timeout: 300_000,
}, async t => {
  const site = new StalledChecksSite();
  const {master, wire} = site;
  const has = async (...wanted: readonly number[]) => {
    let seen: readonly number[] = [];
    for (const end = now() + 15_000; now() < end; await delay(50)) {
      seen = await site.table();
      if (seen.join() === wanted.join()) return;
    }
    assert.deepEqual(seen, wanted, master.log);
  };
  const meanwhile = async (t: TestContext, work: () => Promise<void>) => {
    const begin = now();
    await work();
    const end = now();
    await eventually(
      () => wire.heard.filter(({at}) => at > end).length >= 2,
      () => 'nothing is heard any more',
    );
    const pause = wire.longestPause('10.0.0.1', begin - interval);
    t.diagnostic(`longest time between two advertisements: ${pause.toFixed(1)} ms of ${interval}`);
    assert.ok(pause <= longest, `${pause} ms\n${master.log}`);
    assert.deepEqual(wire.changes(begin), ['10.0.0.1']);
  };
  /** Looks at the table all the time. */
  const staysAsItIs = async () => {
    for (const end = now() + duration; now() < end; await delay(200))
      assert.deepEqual(await site.table(), all, master.log);
  };

  try {
    await site.begin();
    await has(...all);
    await eventually(
      () => wire.heard.some(({source}) => source === '10.0.0.1'),
      () => `nothing is heard: ${master.log}`,
    );
    await delay(4 * interval); // the announcements of a new master are over

    await t.test('a pattern that takes for ever', t =>
      meanwhile(t, async () => {
        const [before] = master.log.split('\n').slice(-1);
        site.isEndless = true;
        await eventually(
          () => /cannot be checked, and stays as it is/.test(master.log),
          () => `nothing is told: ${before}${master.log}`,
        );
        await staysAsItIs();
        const times = master.log.match(/cannot be checked, and stays as it is/g)?.length;
        assert.equal(times, 1, master.log);
        t.diagnostic(/.*cannot be checked, and stays as it is.*/.exec(master.log)?.[0] ?? '');
      }),
    );

    await t.test('others are checked meanwhile', async () => {
      site.close(ports.plain);
      await has(...all.filter(port => port !== ports.plain));
      site.open(ports.plain);
      await has(...all);
      site.isEndless = false;
    });

    await t.test(`a signal that stops it for ${duration / 1000} s`, async t => {
      const {checks} = master;
      assert.ok(checks !== undefined);
      await meanwhile(t, async () => {
        process.kill(checks, 'SIGSTOP');
        site.close(ports.other);
        await staysAsItIs();
        process.kill(checks, 'SIGCONT');
      });
      await has(...all.filter(port => port !== ports.other));
      assert.equal(master.checks, checks, 'it is the same');
      site.open(ports.other);
      await has(...all);
    });
  } finally {
    await site.remove();
    t.diagnostic(master.log);
  }
});
