import assert from 'node:assert/strict';
import {join} from 'node:path';
import {placesOf} from '../../../src/managers/checked-places.js';
import {DirectorChecks} from '../../../src/managers/director/director-checks.js';
import {CheckedHost, servicesConf} from '../../director/checks/checked-host.js';
import {pairTest} from '../../director/run/pair.js';
import {eventually} from '../../directors/eventually.js';

const server = '127.0.0.1:8082';
const pool = 'TCP 10.9.0.1:80';

pairTest('a real director tells its checks, and of changes; runs them, and switches them off and on', async ({a}) => {
  const director = new CheckedHost(a.host, a.host.path('checked'));
  const world = {
    runFolder: join(director.folder, 'run'),
    after(delay: number, call: () => void) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
  };
  let stop = () => {};
  try {
    assert.equal(await DirectorChecks.find(world), undefined, 'nobody runs');
    await director.serve(8081);
    await director.serve(8082);
    director.configure(servicesConf({'10.9.0.1': [8081, 8082]}));
    await director.start();
    const source = (await DirectorChecks.find(world)) as DirectorChecks;
    const stateOf = async () => placesOf(await source.read()).find(one => one.server.name === server)?.server.state;
    const is = async (wanted: string) => {
      let seen: string | undefined;
      for (let i = 0; seen !== wanted && i < 100; i++) {
        seen = await stateOf();
        if (seen !== wanted) await new Promise(resolve => setTimeout(resolve, 100));
      }
      assert.equal(seen, wanted);
    };
    await is('up');
    let changes = 0;
    stop = source.watch(() => changes++);
    const [run] = await source.run(server, pool);
    assert.equal(run?.result, 'up');
    assert.ok((run.steps.length ?? 0) > 0);
    await director.fail(8082);
    await is('down');
    await eventually(
      () => changes > 0,
      () => 'it was not told',
    );
    const {entries} = await source.history(server);
    assert.deepEqual(
      entries.map(({type}) => type),
      ['up', 'down'],
    );
    await source.disable({server, pool, owner: 'ann', reason: 'a test'});
    await is('disabled');
    await source.enable(server, pool);
    await is('down');
    await assert.rejects(source.disable({server: '10.9.9.9', pool: undefined, owner: undefined, reason: undefined}), {
      name: 'ProtocolError',
    });
  } finally {
    stop();
    await director.remove();
  }
});
