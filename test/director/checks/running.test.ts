import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {eventually} from '../../directors/eventually.js';
import {now} from '../../directors/network.js';
import {isRunning} from '../../directors/processes.js';
import {Wire} from '../../directors/wire.js';
import {isSoak} from '../../parity/seed.js';
import {type Pair, pairTest, routerConf} from '../run/pair.js';
import {CheckedHost, servicesConf} from './checked-host.js';

/** Milliseconds. */
const longestPause = 250 * 1.2;
const standstill = isSoak() ? 60_000 : 14_000;
const address = '10.9.0.1';
const service = `-A -t ${address}:80 -s rr`;
const real = (port: number, weight = 1, at = address) => `-a -t ${at}:80 -r 127.0.0.1:${port} -m -w ${weight}`;

describe('a director with virtual services', () => {
  checkedTest('keeps the table as the checks of the servers say, and clears it at its end', async ({director}) => {
    await director.serve(8081);
    await director.serve(8082);
    director.configure(servicesConf({[address]: [8081, 8082, 8083]}));
    await director.start();
    await director.has(service, real(8081), real(8082));
    await director.fail(8082);
    await director.has(service, real(8081));
    const {pools} = await director.report();
    assert.deepEqual(
      pools[0]?.servers.map(({name, state, layer}) => [name, state, layer]),
      [
        ['127.0.0.1:8081', 'up', undefined],
        ['127.0.0.1:8082', 'down', 'L4'],
        ['127.0.0.1:8083', 'down', 'L4'],
      ],
    );
    const history = await director.call('checks-history', {server: '127.0.0.1:8082'});
    assert.deepEqual(
      history.map(({type}) => type),
      ['up', 'down'],
    );
    await director.shows('what is down', ({checks}) => checks?.servers === 3 && checks.down === 2);
    const {processes} = await director.state();
    assert.deepEqual(
      processes.map(({name}) => name),
      ['checks'],
      'without virtual routers nothing speaks',
    );
    await director.serve(8082);
    await director.has(service, real(8081), real(8082));
    director.stop();
    await eventually(
      () => !director.isRunning,
      () => director.log,
    );
    assert.deepEqual(await director.table(), []);
  });

  checkedTest('leaves alone whose checks are switched off, over a restart too', async ({director}) => {
    await director.serve(8081);
    director.configure(servicesConf({[address]: [8081]}));
    await director.start();
    await director.has(service, real(8081));
    const {servers} = await director.call('checks-disable', {server: '127.0.0.1', owner: 'alice', reason: 'a test'});
    assert.deepEqual(servers, [{pool: `TCP ${address}:80`, server: '127.0.0.1:8081'}]);
    await director.fail(8081);
    director.call('stop', {table: 'leave'}).catch(() => {});
    await eventually(
      () => !director.isRunning,
      () => director.log,
    );
    await director.has(service, real(8081));
    await director.start();
    await director.shows('what is switched off', ({checks}) => checks?.disabled === 1);
    assert.equal((await director.report()).pools[0]?.servers[0]?.state, 'disabled');
    const runs = await director.call('checks-run', {server: '127.0.0.1:8081'});
    assert.deepEqual(
      runs.map(({result, layer}) => [result, layer]),
      [['down', 'L4']],
    );
    await director.has(service, real(8081));
    await director.call('checks-enable', {server: '127.0.0.1'});
    await director.has(service);
  });

  checkedTest(
    'changes nothing where the process that checks is killed: the next one takes over',
    async ({director}) => {
      await director.serve(8081);
      director.configure(servicesConf({[address]: [8081, 8082]}));
      await director.start();
      await director.has(service, real(8081));
      const first = director.checks as number;
      await director.fail(8081);
      process.kill(first, 'SIGKILL');
      await director.serve(8081);
      await director.shows(
        'that it checks again',
        ({processes, checks}) =>
          processes.some(({name, state, restarts}) => name === 'checks' && state === 'running' && restarts === 1) &&
          checks?.unknown === 0,
      );
      assert.notEqual(director.checks, first);
      await director.has(service, real(8081));
      assert.match(director.log, /the process checks has ended \(signal SIGKILL\); it is started again at once/);
    },
  );

  checkedTest('leaves the table where the supervisor is killed', async ({director}) => {
    await director.serve(8081);
    director.configure(servicesConf({[address]: [8081]}));
    await director.start();
    await director.has(service, real(8081));
    const checks = director.checks as number;
    director.killParent();
    await eventually(
      () => !isRunning(checks),
      () => 'the process that checks goes on alone',
      2000,
    );
    await director.has(service, real(8081));
  });

  checkedTest('is reloaded as a whole, or not at all', async ({director}) => {
    await director.serve(8081);
    const before = `${routerConf({priority: 100})}${servicesConf({[address]: [8081]})}`;
    director.configure(before);
    await director.start();
    await director.has(service, real(8081));
    const since = (await director.report()).pools[0]?.servers[0]?.since;
    const other = servicesConf({[address]: [8081], '10.9.0.2': [8081]});
    for (const [text, why] of [
      [`${before}vrrp_instance VI_2 {\n}\n`, /refused/],
      [routerConf({priority: 100}), /no virtual service is left in it/],
      [other, /no virtual router is left in it/],
    ] as const) {
      director.configure(text);
      const {result, words} = await director.call('reload', {});
      assert.equal(result, 'refused', words.join('\n'));
      assert.match(words.join('\n'), why);
      await director.has(service, real(8081));
    }
    director.configure(`${routerConf({priority: 100})}${other}`);
    assert.equal((await director.call('reload', {})).result, 'applied');
    const second = [`-A -t 10.9.0.2:80 -s rr`, real(8081, 1, '10.9.0.2')];
    await director.has(service, real(8081), ...second);
    assert.equal((await director.report()).pools[0]?.servers[0]?.since, since, 'what is the same keeps its state');
  });

  checkedTest(
    'goes on speaking and answering while the process that checks stands still',
    async ({director, pair}, t) => {
      await director.serve(8081);
      director.configure(`${routerConf({priority: 100})}${servicesConf({[address]: [8081]})}`);
      await director.start();
      await director.has(service, real(8081));
      const wire = new Wire(pair.b.host);
      const checks = director.checks as number;
      try {
        await eventually(
          () => wire.heard.length > 2,
          () => 'nothing is heard',
        );
        const begin = now();
        process.kill(checks, 'SIGSTOP');
        await director.fail(8081);
        let slowest = 0;
        for (const end = performance.now() + standstill; performance.now() < end; await delay(200)) {
          const asked = performance.now();
          await director.state();
          slowest = Math.max(slowest, performance.now() - asked);
        }
        const {processes} = await director.state();
        assert.deepEqual(
          processes.map(({name, state}) => [name, state]),
          [
            ['vrrp', 'running'],
            ['checks', 'silent'],
          ],
        );
        await assert.rejects(director.report(), /the process checks \(\d+\) does not answer: it is stopped or busy/);
        assert.deepEqual(await director.table(), [service, real(8081)]);
        director.configure(`${routerConf({priority: 90})}${servicesConf({[address]: [8081, 8082]})}`);
        const {result, words} = await director.call('reload', {});
        assert.deepEqual([result, /virtual services cannot be changed now/.test(words.join())], ['refused', true]);
        process.kill(checks, 'SIGCONT');
        await director.has(service);
        const pause = wire.longestPause('10.0.0.1', begin - 250);
        t.diagnostic(
          `longest time between two advertisements: ${pause.toFixed(1)} ms of 250; slowest answer ${slowest.toFixed(1)} ms`,
        );
        assert.ok(pause <= longestPause, `${pause} ms`);
        assert.match(director.log, /the process checks answers again/);
      } finally {
        process.kill(checks, 'SIGCONT');
        await wire.close();
      }
    },
  );
});

interface Checked {
  readonly pair: Pair;
  readonly director: CheckedHost;
}

function checkedTest(
  name: string,
  tell: (checked: Checked, t: {diagnostic(words: string): void}) => Promise<void>,
): void {
  pairTest(name, async pair => {
    const director = new CheckedHost(pair.a.host, pair.a.host.path('checked'));
    const said: string[] = [];
    try {
      await tell({pair, director}, {diagnostic: words => said.push(words)});
    } finally {
      for (const words of said) console.log(`# ${words}`);
      await director.remove();
    }
  });
}
