import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {describe} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {mulberry} from '../../commands/mulberry.js';
import {AddressWatch} from '../../directors/address-watch.js';
import {eventually} from '../../directors/eventually.js';
import {now} from '../../directors/network.js';
import {isRunning} from '../../directors/processes.js';
import {pairTest} from './pair.js';

/** Longer than any two of a pair may have an address at once: the other has to hear it first. */
const doubled = 150;

/** LVSCTL_SOAK=1: as often as it may happen in years. */
const kills = process.env.LVSCTL_SOAK === '1' ? 200 : 5;
const seed = Number(process.env.LVSCTL_SEED ?? Date.now() % 2 ** 32);

describe('a director is killed', () => {
  pairTest('the process that speaks: it is started again, and no address is left meanwhile', async pair => {
    await pair.run();
    const watch = new AddressWatch([pair.a.host, pair.b.host], '10.0.0.100');
    const before = pair.a.director.vrrp as number;
    const since = now();
    process.kill(before, 'SIGKILL');
    await eventually(
      () => pair.a.director.vrrp !== undefined && pair.a.director.vrrp !== before,
      () => `it is not started again: ${pair.a.director.log}`,
    );
    await pair.are('master', 'backup');
    await eventually(
      () => pair.holders() === 'a',
      () => pair.holders(),
    );
    assert.match(pair.a.director.log, /the process vrrp has ended \(signal SIGKILL\); it is started again at once/);
    assert.match(pair.a.director.log, /removed 10\.0\.0\.100\/24 on eth0, which an earlier process left/);
    assert.ok(watch.longestDouble(since) < doubled, `two had it for ${watch.longestDouble(since)} ms`);
    const {processes} = await pair.a.director.state();
    assert.equal(processes[0]?.restarts, 1);
    watch.close();
  });

  pairTest('the supervisor: the process that speaks leaves in order', async pair => {
    await pair.run();
    const vrrp = pair.a.director.vrrp as number;
    pair.a.director.killParent();
    await eventually(
      () => !isRunning(vrrp),
      () => 'the process that speaks goes on alone',
      2000,
    );
    assert.equal(pair.a.host.has('10.0.0.100'), false);
    assert.ok(!existsSync(`${pair.a.host.folder}/run/director/addresses.json`), 'nothing is left to be cleared');
    await eventually(
      () => pair.holders() === 'b',
      () => pair.holders(),
    );
    await eventually(
      () => /is master: 10\.0\.0\.1 gave up \(priority 0\)/.test(pair.b.director.log),
      () => pair.b.director.log,
    );
  });

  pairTest('all of it: what it left is cleared at the next start, and what was held is held', async pair => {
    await pair.run();
    await pair.a.director.call('hold', {target: 'VI_1', as: 'backup', owner: 'alice', reason: 'new kernel'});
    await pair.are('backup', 'master');
    await pair.a.director.call('release', {target: 'VI_1'});
    await pair.are('master', 'backup');
    await pair.b.director.call('hold', {target: 'VI_1', as: 'backup'});
    pair.a.director.killAll();
    await eventually(
      () => !pair.a.director.isRunning,
      () => 'it still runs',
    );
    assert.equal(pair.holders(), 'a', 'nobody has removed it');
    pair.b.director.killAll();
    await eventually(
      () => !pair.b.director.isRunning,
      () => 'it still runs',
    );
    await Promise.all([pair.a.director.start(), pair.b.director.start()]);
    assert.match(pair.a.director.log, /removed 10\.0\.0\.100\/24 on eth0/);
    await pair.are('master', 'backup');
    const {holds, routers} = await pair.b.director.state();
    assert.deepEqual(
      holds.map(({target, as}) => [target, as]),
      [['VI_1', 'backup']],
    );
    assert.equal(routers[0]?.hold, 'backup');
    assert.match(pair.a.director.log, /VI_1 is held as backup, by alice: new kernel/);
  });

  pairTest('all of it, and it cannot be started again: what it left is cleared all the same', async pair => {
    await pair.run();
    const {host, director} = pair.a;
    director.killAll();
    await eventually(
      () => !director.isRunning,
      () => 'it still runs',
    );
    assert.ok(host.has('10.0.0.100'));
    director.configure('vrrp_instance VI_1 {\n');
    await assert.rejects(director.start(), /the director has ended/);
    assert.match(director.log, /removed 10\.0\.0\.100\/24 on eth0(?:.|\n)*the director does not run/);
    assert.ok(!host.has('10.0.0.100'));
  });

  pairTest('an address that was there before is nobody’s leftover', async pair => {
    pair.a.host.namespace.ip('address', 'add', '10.0.0.100/24', 'dev', 'eth0');
    await pair.run();
    pair.a.director.killAll();
    await eventually(
      () => !pair.a.director.isRunning,
      () => 'it still runs',
    );
    await pair.a.director.start();
    await pair.are('master', 'backup');
    assert.doesNotMatch(pair.a.director.log, /removed 10\.0\.0\.100/);
    assert.ok(pair.a.host.has('10.0.0.100'));
  });

  pairTest(
    'at any moment, in any part: there is one master in the end, and no address that is nobody’s',
    async pair => {
      await pair.run();
      const random = mulberry(seed);
      for (let i = 0; i < kills; i++) {
        await delay(random() * 1200);
        const {director} = pair.a;
        const how = ['killVrrp', 'killParent', 'killAll'] as const;
        const kill = how[Math.floor(random() * how.length)]!;
        const left = director.vrrp;
        director[kill]();
        await delay(random() * 300);
        if (kill !== 'killVrrp') {
          await eventually(
            () => !director.isRunning && (kill === 'killParent' || left === undefined || !isRunning(left)),
            () => 'it still runs',
          );
          await director.start();
        }
        await pair.are('master', 'backup').catch(error => {
          throw new Error(`after kill ${i} (${kill}) of seed ${seed}: ${error.message}`);
        });
        await eventually(
          () => pair.holders() === 'a',
          () => `after kill ${i} (${kill}) of seed ${seed} the address is on ${pair.holders()}`,
        );
      }
    },
  );
});
