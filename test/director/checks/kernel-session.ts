import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {eventually} from '../../directors/eventually.js';
import {Pair, routerConf} from '../run/pair.js';
import {CheckedHost, servicesConf} from './checked-host.js';

/** Runs in the lab's guest: a director whose table is the kernel's. */
const address = '10.9.0.1';
const service = `-A -t ${address}:80 -s rr`;
const foreign = ['-A -t 10.9.9.9:80 -s wlc', '-a -t 10.9.9.9:80 -r 10.0.0.77:80 -m -w 1'];
const real = (port: number, weight = 1) => `-a -t ${address}:80 -r 127.0.0.1:${port} -m -w ${weight}`;

test('a director and the table of a real kernel', {timeout: 200_000}, async t => {
  const pair = new Pair();
  const host = pair.a.host;
  const director = new CheckedHost(host, host.path('checked'), 'kernel');
  const ipvsadm = (line: string) => host.namespace.run('ipvsadm', ...line.split(' '));
  const has = (...lines: readonly string[]) => director.has(...foreign, ...lines);
  const ends = () =>
    eventually(
      () => !director.isRunning,
      () => director.log,
    );
  try {
    for (const line of [...foreign, service, real(8081), real(8082)]) ipvsadm(line);
    await director.serve(8081);
    director.configure(`${routerConf({priority: 100})}${servicesConf({[address]: [8081, 8082, 8083]})}`);

    await t.test('what is there is taken over, and a server goes when its check says so', async () => {
      await director.start();
      await has(service, real(8081));
      await director.serve(8083);
      await has(service, real(8081), real(8083));
      await director.fail(8083);
      await has(service, real(8081));
    });

    await t.test('a weight that an operator has set stays, a service that vanished comes back', async () => {
      ipvsadm(`-e -t ${address}:80 -r 127.0.0.1:8081 -m -w 7`);
      await director.serve(8083);
      await has(service, real(8081, 7), real(8083));
      const operator = async (isThere: boolean) => {
        let seen: string | undefined;
        for (const end = performance.now() + 25_000; performance.now() < end; await delay(200)) {
          seen = (await director.report()).pools[0]?.servers[0]?.operator;
          if ((seen !== undefined) === isThere) return;
        }
        assert.fail(`an operator has done ${seen ?? 'nothing'}`); // the table is compared every ten seconds
      };
      await operator(true);
      ipvsadm(`-e -t ${address}:80 -r 127.0.0.1:8081 -m -w 1`);
      await operator(false);
      ipvsadm(`-D -t ${address}:80`);
      await has(service, real(8081), real(8083));
    });

    await t.test('a reload adds a service, a broken one changes nothing', async () => {
      const other = servicesConf({[address]: [8081, 8083], '10.9.0.2': [8083]});
      director.configure(`${routerConf({priority: 100})}${other}`);
      assert.equal((await director.call('reload', {})).result, 'applied');
      const all = [
        service,
        real(8081),
        real(8083),
        '-A -t 10.9.0.2:80 -s rr',
        '-a -t 10.9.0.2:80 -r 127.0.0.1:8083 -m -w 1',
      ];
      await has(...all);
      director.configure('vrrp_instance VI_2 {\n}\n');
      assert.equal((await director.call('reload', {})).result, 'refused');
      await has(...all);
      director.configure(`${routerConf({priority: 100})}${servicesConf({[address]: [8081, 8083]})}`);
      assert.equal((await director.call('reload', {})).result, 'applied');
      await has(service, real(8081), real(8083));
    });

    await t.test('a kill of the process that checks changes nothing, and the next one goes on', async () => {
      process.kill(director.checks as number, 'SIGKILL');
      await director.fail(8083);
      await has(service, real(8081));
    });

    await t.test('the table is left at the end where that is asked for, and cleared otherwise', async () => {
      await director.call('stop', {table: 'leave'});
      await ends();
      await has(service, real(8081));
      await director.start();
      director.stop();
      await ends();
      await has();
    });
  } finally {
    await director.remove();
    await pair.remove();
  }
});
