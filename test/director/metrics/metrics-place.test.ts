import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {Bench} from '../bench.js';

const first = '127.0.0.1:9105';
const second = '127.0.0.1:9106';

describe('where a director answers /metrics', () => {
  test('is opened when it runs, and closed when it stops', async () => {
    const bench = await started(first);
    assert.deepEqual([...bench.answering], [first]);
    assert.ok(bench.log.includes(`notice: metrics are at http://${first}/metrics`), bench.log.join('\n'));
    await bench.director.stop(Promise.resolve());
    assert.deepEqual([...bench.answering], []);
  });

  test('is another one after a reload that says so, and that is all it changes', async () => {
    const bench = await started(first);
    bench.told.length = 0;
    bench.metrics = second;
    assert.equal((await bench.director.reload()).result, 'applied');
    await turns();
    assert.deepEqual([...bench.answering], [second]);
    assert.doesNotMatch(bench.kinds, /configure/);
    bench.metrics = undefined;
    assert.equal((await bench.director.reload()).result, 'applied');
    await turns();
    assert.deepEqual([...bench.answering], []);
  });

  test('stays where it was until it can be had where it should be, with a warning in log and state', async () => {
    const bench = await started(first);
    bench.taken.add(second);
    bench.metrics = second;
    assert.equal((await bench.director.reload()).result, 'applied', 'nothing else fails for it');
    await turns();
    assert.deepEqual([...bench.answering], [first]);
    const [warning = ''] = bench.director.state.configuration.warnings;
    assert.match(warning, /^metrics cannot be had at 127\.0\.0\.1:9106: listen EADDRINUSE.*; it is tried again$/);
    assert.ok(bench.log.includes(`warning: ${warning}`));
    bench.taken.clear();
    bench.events.length = 0;
    bench.time.advance(10_000);
    await turns();
    assert.deepEqual([...bench.answering], [second]);
    assert.deepEqual(bench.director.state.configuration.warnings, []);
    assert.equal(bench.events.filter(({type}) => type === 'configuration').length, 1);
    assert.equal(bench.log.filter(line => line === `warning: ${warning}`).length, 1);
  });

  test('keeps no director from starting that cannot have it', async () => {
    const bench = new Bench(configuration([router()]));
    bench.taken.add(first);
    bench.metrics = first;
    assert.equal((await bench.director.reload()).result, 'applied');
    assert.deepEqual(await bench.director.start(), []);
    assert.equal(bench.director.state.configuration.warnings.length, 1);
  });
});

async function started(metrics: string): Promise<Bench> {
  const bench = new Bench(configuration([router()]));
  await bench.director.start();
  bench.metrics = metrics;
  assert.equal((await bench.director.reload()).result, 'applied');
  await turns();
  return bench;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve));
}
