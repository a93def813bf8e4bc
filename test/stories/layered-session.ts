import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {Notice} from '../../src/director/notices/notice.js';
import {eventually} from '../directors/eventually.js';
import {isSoak} from '../parity/seed.js';
import {clock} from './clock.js';
import {failing, other, servicePorts} from './layered-conf.js';
import {LayeredSite} from './layered-site.js';

/** Runs in the lab's guest: what a director tells when a real server, or something on it, does not answer. */
const firstPort = servicePorts[0] as number;
/** Milliseconds in which another notice would come. */
const quiet = isSoak() ? 10_000 : 1500;

test('what is told of a host and its ten services', {timeout: 200_000}, async t => {
  const site = new LayeredSite();
  const {director} = site;
  try {
    const watches = await site.begin();
    const are = (host: string, isThere: boolean, of = watches) =>
      Promise.all(of.map(watch => watch.until(host, weight => weight > 0 === isThere)));
    let known = 0;
    /** The notices since the last ones, of which there are so many and no more. */
    const told = async (count: number): Promise<readonly Notice[]> => {
      const look = () => `${JSON.stringify(site.told.slice(known), null, 1)}\n${director.log}`;
      await eventually(() => site.told.length >= known + count, look, 20_000);
      await delay(quiet);
      const fresh = site.told.slice(known);
      assert.equal(fresh.length, count, look());
      known += count;
      assert.deepEqual(
        site.posted.map(({type, cause, at}) => ({type, cause, at})),
        site.told.map(({type, cause, at}) => ({type, cause, at})),
        'the web hook gets the same',
      );
      return fresh;
    };

    await t.test('all are up, and nothing is told', async () => {
      await Promise.all([are(failing, true), are(other, true)]);
      assert.deepEqual(site.told, []);
    });

    await t.test('one port dies: L4, of one service', async () => {
      await site.ports.ask({do: 'close', port: firstPort});
      await are(failing, false, watches.slice(0, 1));
      const [down] = await told(1);
      assert.deepEqual(
        [down?.type, down?.cause, down?.affected.map(({server}) => server)],
        ['down', {type: 'server', server: `${failing}:${firstPort}`, layer: 'L4'}, [`${failing}:${firstPort}`]],
      );
      await are(failing, true, watches.slice(1));
      await site.ports.ask({do: 'open', port: firstPort});
      assert.deepEqual(
        (await told(1)).map(({type}) => type),
        ['recovered'],
      );
    });

    await t.test('a port falls silent on a host that answers no echo request: L4, too', async () => {
      site.filterEcho(true);
      site.silence(firstPort, true);
      const [down] = await told(1);
      assert.deepEqual(
        [down?.type, down?.cause, down?.affected.length],
        ['down', {type: 'server', server: `${failing}:${firstPort}`, layer: 'L4'}, 1],
        JSON.stringify(down),
      );
      await are(failing, true, watches.slice(1));
      site.silence(firstPort, false);
      assert.deepEqual(
        (await told(1)).map(({type}) => type),
        ['recovered'],
      );
      site.filterEcho(false);
    });

    for (const schedules of ['alike', 'different'] as const)
      await t.test(
        `its kernel stops, checks are ${schedules}: one notice, L3, with its ten services, and one when it is back`,
        async () => {
          if (schedules !== 'alike') await site.reload(schedules);
          const stoppedAt = clock();
          site.stopKernel();
          const gone = await are(failing, false);
          const [down] = await told(1);
          assert.deepEqual(
            [down?.type, down?.cause, down?.affected.map(({server}) => server).toSorted()],
            ['down', {type: 'host', host: failing}, servicePorts.map(port => `${failing}:${port}`).toSorted()],
            JSON.stringify(down),
          );
          assert.match(director.log, /the host 10\.0\.0\.2 is down \(L3\), with its 10 services/);
          const report = await director.call('checks', {onlyFailed: true});
          assert.deepEqual(
            report.pools.flatMap(({servers}) => servers.map(({name, layer}) => ({name, layer}))),
            servicePorts.map(port => ({name: `${failing}:${port}`, layer: 'L3'})),
          );
          await are(other, true);
          t.diagnostic(
            `from the stop: the first out after ${Math.round(Math.min(...gone) - stoppedAt)} ms, all after ${Math.round(Math.max(...gone) - stoppedAt)} ms, the notice after ${Math.round((down?.at ?? 0) - stoppedAt)} ms`,
          );
          const backAt = clock();
          site.continueKernel();
          const there = await are(failing, true);
          const [back] = await told(1);
          assert.deepEqual(
            [back?.type, back?.cause, back?.affected.length],
            ['recovered', {type: 'host', host: failing}, 10],
          );
          t.diagnostic(
            `from the return: all in after ${Math.round(Math.max(...there) - backAt)} ms, the notice after ${Math.round((back?.at ?? 0) - backAt)} ms`,
          );
        },
      );
  } finally {
    await site.remove();
    t.diagnostic(director.log);
  }
});
