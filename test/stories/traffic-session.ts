import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {eventually} from '../directors/eventually.js';
import {isSoak, seedOfRun} from '../parity/seed.js';
import {clock} from './clock.js';
import {failAndReturn} from './fail-and-return.js';
import {judgeTraffic, type Outage, spreadWords} from './judge-traffic.js';
import {addressOf, type Forwarding, interval, ports, servers, trafficConf, virtualAddress} from './traffic-conf.js';
import {TrafficSite} from './traffic-site.js';

/** Runs in the lab's guest: a client that connects all the time, whatever happens to the director and the real servers. */
const rate = Number(process.env.LVSCTL_RATE || 200);
const forwarding: Forwarding = process.env.LVSCTL_FORWARDING === 'direct' ? 'direct' : 'masquerading';
const failures = Number(process.env.LVSCTL_FAILURES || (isSoak() ? 400 : 100));
/** Milliseconds of traffic after what is done to the director. */
const after = isSoak() ? 2000 : 500;

test('connections through a director', {timeout: 900_000}, async t => {
  const site = new TrafficSite(forwarding);
  const {director} = site;
  const watch = await site.watch();
  const phases: {readonly name: string; readonly from: number; to: number}[] = [];
  const outages: Outage[] = [];
  let kept: readonly (string | null)[] = [];

  /** Something is done to the director while the client goes on. */
  const phase = async (name: string, work: () => Promise<void>) => {
    const one = {name, from: clock(), to: 0};
    phases.push(one);
    await t.test(name, async () => {
      await work();
      await delay(after);
      assert.deepEqual((await site.client.ask({do: 'say'})).kept, kept, 'those that last are answered as before');
    });
    one.to = clock();
  };
  const reload = async (settings: Parameters<typeof trafficConf>[0], result = 'applied') => {
    director.configure(trafficConf({forwarding, ...settings}));
    assert.equal((await director.call('reload', {})).result, result);
  };
  const has = (server: string, weight: number) => watch.until(addressOf(server), now => now === weight);
  const hasAll = (weight = 1) => Promise.all(servers.map(server => has(server, weight)));
  const checksAgain = async (before: number | undefined) => {
    await eventually(
      () => ![undefined, before].includes(director.checks),
      () => director.log,
      30_000,
    );
    await director.runs();
  };

  try {
    await site.begin();
    for (const port of [ports.short, ports.lasting]) {
      site.ipvsadm(`-A -t ${virtualAddress}:${port} -s rr`);
      for (const server of ['a', 'b', 'c'])
        site.ipvsadm(
          `-a -t ${virtualAddress}:${port} -r ${addressOf(server)}:${port} ${forwarding === 'direct' ? '-g' : '-m'} -w 1`,
        );
    }
    await site.client.ask({do: 'begin', rate});
    await phase('none runs: three servers are in the table', async () => {
      ({kept = []} = await site.client.ask({do: 'keep', connections: 6}));
      assert.deepEqual(kept.toSorted(), ['a', 'a', 'b', 'b', 'c', 'c']);
    });
    await phase('a start takes over what is there, and adds three', async () => {
      await director.start();
      await hasAll();
      ({kept = []} = await site.client.ask({do: 'keep', connections: 6}));
    });
    await phase('a reload of the same', () => reload({}, 'unchanged'));
    await phase('a reload with other weights', async () => {
      await reload({weights: {a: 3, e: 2}});
      await Promise.all([has('a', 3), has('e', 2)]);
    });
    await phase('a reload with another scheduler', () => reload({scheduler: 'wlc'}));
    await phase('a broken reload', async () => {
      director.configure('services:\n  nothing: [\n');
      assert.equal((await director.call('reload', {})).result, 'refused');
    });
    await phase('a reload as at first', async () => {
      await reload({});
      await hasAll();
    });
    const fallen = new Map<string, Omit<Outage, 'returnedAt'>>();
    await phase('two servers fail', async () => {
      for (const server of ['d', 'e']) {
        const {at: failedAt} = await site.tell({do: 'die', server});
        const goneAt = await has(server, 0);
        fallen.set(server, {server, kind: 'die', failedAt, toldAt: goneAt, goneAt});
      }
      kept = kept.map(server => (server !== null && fallen.has(server) ? null : server));
    });
    await phase('kill -9 of the process that checks', async () => {
      const {checks} = director;
      process.kill(checks as number, 'SIGKILL');
      await checksAgain(checks);
    });
    await phase('kill -9 of the supervisor', async () => {
      director.killParent();
      await eventually(
        () => !director.isRunning,
        () => 'it runs on',
      );
      await delay(after);
      await director.start();
      await checksAgain(undefined);
    });
    await phase('kill -9 of both', async () => {
      const {checks, pid} = director;
      process.kill(pid, 'SIGSTOP'); // or it would start another
      process.kill(checks as number, 'SIGKILL');
      director.killParent();
      await eventually(
        () => !director.isRunning,
        () => 'it runs on',
      );
      await delay(after);
      await director.start();
      await checksAgain(undefined);
    });
    await phase('a stop and a start', async () => {
      await director.call('stop', {});
      await eventually(
        () => !director.isRunning,
        () => 'it runs on',
      );
      await director.start();
    });
    await phase('the two servers return', async () => {
      for (const [server, outage] of fallen)
        outages.push({...outage, returnedAt: (await site.tell({do: 'return', server})).at});
      await hasAll();
    });
    let drainedFrom = 0;
    let drainedTo = 0;
    await phase('a drain', async () => {
      t.diagnostic(await director.lvsctl({}, 'drain', addressOf('b'), '--no-wait'));
      drainedFrom = await has('b', 0);
      await delay(1000);
    });
    await phase('the end of the drain', async () => {
      drainedTo = clock();
      t.diagnostic(await director.lvsctl({}, 'undrain', addressOf('b')));
      await hasAll();
    });
    await phase('a reload without a server, and with it again', async () => {
      const failedAt = clock();
      await reload({without: 'a'});
      const goneAt = await has('a', 0);
      const said = site.client.ask({do: 'say'}); // the kernel drops it, until the server is there again
      await delay(500);
      outages.push({server: 'a', kind: 'removal', failedAt, toldAt: goneAt, goneAt, returnedAt: clock()});
      await reload({});
      await hasAll();
      assert.deepEqual((await said).kept, kept);
    });

    await t.test(`${failures} failures and returns of real servers`, async () => {
      const failed = await failAndReturn(site, watch, failures, seedOfRun());
      const known = await director.call('checks-history', {});
      for (const outage of failed) {
        const told = known.find(
          ({type, server, at}) =>
            type === 'down' &&
            server === `${addressOf(outage.server)}:${ports.short}` &&
            at > outage.failedAt &&
            at < outage.returnedAt,
        );
        assert.ok(told, `nothing is told of ${JSON.stringify(outage)}`);
        outages.push({...outage, toldAt: told.at});
      }
    });

    const {visits = []} = await site.client.ask({do: 'end'});
    await t.test('every connection went where it should', () => {
      const judgement = judgeTraffic(visits, outages);
      const span = (visits.at(-1)?.began ?? 0) - (visits[0]?.began ?? 0);
      t.diagnostic(`${visits.length} connections, ${((visits.length / span) * 1000).toFixed(1)} a second`);
      for (const {name, from, to} of phases) {
        const during = visits.filter(({began}) => began >= from && began < to);
        const failed = during.filter(({failure}) => failure !== undefined);
        t.diagnostic(
          `${name}: ${failed.length} of ${during.length} failed in ${Math.round(to - from)} ms; each took ${spreadWords(during.map(({began, ended}) => ended - began))}`,
        );
      }
      const failed = outages.slice(-failures);
      t.diagnostic(
        `from the failure to the end of its connections: ${spreadWords(failed.map(one => one.goneAt - one.failedAt))}; checked every ${interval} ms`,
      );
      t.diagnostic(
        `from the verdict to the end of its connections: ${spreadWords(failed.map(one => one.goneAt - one.toldAt))}`,
      );
      t.diagnostic(
        `${judgement.explained} failed because of servers that failed, ${judgement.cut} were under way to one that left the table, ${judgement.late} began late`,
      );
      assert.deepEqual(judgement.lost, []);
      assert.deepEqual(judgement.astray, []);
      const drained = visits.filter(
        ({server, began, ended}) => server === 'b' && began > drainedFrom && ended < drainedTo,
      );
      assert.deepEqual(drained, []);
    });
  } finally {
    await site.remove();
    t.diagnostic(director.log);
  }
});
