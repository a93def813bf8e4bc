import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {runDirector} from '../../src/director/run-director.js';
import {noTracking} from '../../src/vrrp/router/configuration.js';
import {configuration, router} from '../vrrp/speaker/settings.js';
import {Bench} from './bench.js';

const one = configuration([router()]);
const other = configuration([router({priority: 50})]);
/** One whose first result is waited for a second. */
const slow = configuration([router({tracking: {...noTracking, scripts: [tracked('check')]}})], {
  scripts: [script('check')],
});

describe('a director that is run', () => {
  test('clears what an earlier one left, even where it is refused itself', async () => {
    for (const refuse of [
      (bench: Bench) => {
        bench.file = {...bench.file, configuration: undefined, problems: ['x.conf:1:1: wrong']};
      },
      (bench: Bench) => {
        bench.foreign = ['keepalived runs it'];
      },
      (bench: Bench) => {
        bench.openControl = () => {
          throw new Error('it is a link');
        };
      },
    ]) {
      const bench = new Bench(one);
      refuse(bench);
      assert.equal(await runDirector(bench.world), 4);
      assert.ok(bench.hasCleared);
      assert.match(bench.log.at(-1) ?? '', /the director does not run/);
    }
  });

  test('clears nothing while another one runs', async () => {
    const bench = new Bench(one);
    bench.holder = 'another director runs';
    assert.equal(await runDirector(bench.world), 4);
    assert.ok(!bench.hasCleared);
  });

  test('has an exit status for what is to be changed first, and one for what may be otherwise the next time', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, open'), {code: 'ENOSPC'});
    for (const [problem, status] of [
      [full, 5],
      [new Error('/run/lvsctl is not used: it is a link'), 4],
    ] as const) {
      const [locked, bound] = [new Bench(one), new Bench(one)];
      locked.holder = problem;
      bound.openControl = () => {
        throw problem;
      };
      for (const bench of [locked, bound]) {
        assert.equal(await runDirector(bench.world), status);
        assert.equal(bench.log.at(-2), `error: ${problem.message}`);
      }
    }
  });

  test('is told to reload while it starts: it does so once it is ready', async () => {
    const bench = new Bench(slow);
    const ended = runDirector(bench.world);
    await turns();
    bench.routers = other;
    bench.signal('reload');
    await turns();
    assert.deepEqual(bench.manager, []);
    for (let i = 0; i < 2; i++) {
      bench.time.advance(2000); // the first results, for each configuration
      await turns();
    }
    assert.deepEqual(
      bench.manager.filter(word => word !== 'STATUS'),
      ['READY', 'RELOADING', 'READY'],
    );
    assert.ok(bench.log.includes('notice: reload: priority'), bench.log.join('\n'));
    bench.signal('stop');
    assert.equal(await ended, 0);
  });

  test('that stops takes no more orders, and follows nothing any more', async () => {
    const bench = new Bench(one);
    const ended = runDirector(bench.world);
    await turns();
    bench.routers = slow;
    bench.signal('reload');
    await turns();
    assert.deepEqual(bench.ran, ['/bin/check'], 'its first result is waited for');
    bench.signal('stop');
    await turns();
    const from = {client: {name: 'x'}};
    for (const order of [
      () => bench.control?.handle('hold', {target: 'VI_1', as: 'backup'}, from),
      () => bench.control?.handle('reload', {}, from),
    ])
      await assert.rejects(async () => order(), /the director stops/);
    bench.time.advance(2000);
    assert.equal(await ended, 0);
    bench.time.advance(60_000);
    await turns();
    assert.deepEqual(bench.ran, ['/bin/check']);
    assert.match(bench.log.at(-1) ?? '', /^notice: stopped/);
  });

  test('says that a hold is not in force where the process that speaks does not answer', async () => {
    const bench = new Bench(one);
    const ended = runDirector(bench.world);
    await turns();
    const from = {client: {name: 'x'}};
    await bench.control?.handle('hold', {target: 'VI_1', as: 'master'}, from);
    bench.isDeaf = true;
    const held = bench.control?.handle('hold', {target: 'VI_1', as: 'backup'}, from);
    await turns();
    bench.time.advance(5000);
    await assert.rejects(
      async () => held,
      /recorded, and not in force yet: the process vrrp has not answered for \d+ s/,
    );
    bench.signal('stop');
    assert.equal(await ended, 0);
  });
});

async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise(resolve => setImmediate(resolve));
}

function tracked(name: string) {
  return {name, weight: 0, isReversed: false};
}

function script(name: string) {
  return {
    name,
    command: [`/bin/${name}`],
    user: undefined,
    interval: 1000,
    timeout: 0,
    rise: 1,
    fall: 1,
    isDownAtFirst: false,
  };
}
