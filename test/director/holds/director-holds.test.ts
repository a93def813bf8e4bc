import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {DirectorHolds} from '../../../src/director/holds/director-holds.js';
import {HoldStore} from '../../../src/maintenance/holds/hold-store.js';
import {configuration, router} from '../../vrrp/speaker/settings.js';
import {VirtualTime} from '../control/virtual-time.js';

describe('what operators hold', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const one = {name: 'VI_1', routers: ['VI_1']};
  const wanted = (holds: DirectorHolds) => holds.wanted(configuration([router()]));
  const lock = {hold: async <T>(_folder: string, work: () => T | Promise<T>): Promise<T> => work()};
  function opened(time = new VirtualTime(), boot = 'one') {
    const changes: unknown[] = [];
    const log: string[] = [];
    const holds: DirectorHolds = new DirectorHolds(
      {
        store: new HoldStore(folder, lock, 'host', boot),
        now: time.clock,
        after: time.after,
        log: (severity, words) => log.push(`${severity}: ${words}`),
      },
      () => changes.push(wanted(holds)),
    );
    holds.begin();
    return {holds, time, changes, log};
  }

  test('outlives the director and the boot, with who wanted it and why', async () => {
    const {holds, time} = opened();
    const {replaced, ...made} = await holds.hold({as: 'master', owner: 'alice', reason: 'a test'}, one);
    const later = opened(time, 'two').holds;
    assert.deepEqual(replaced, []);
    assert.deepEqual(later.list, [made]);
    assert.deepEqual(wanted(later), {VI_1: 'master'});
    assert.deepEqual(made, {
      target: 'VI_1',
      as: 'master',
      since: time.now,
      owner: 'alice',
      reason: 'a test',
      expires: undefined,
    });
  });

  test('ends when it is released', async () => {
    const {holds, changes} = opened();
    await holds.hold({as: 'backup'}, one);
    assert.equal((await holds.release(one)).length, 1);
    assert.deepEqual(await holds.release(one), []);
    assert.deepEqual(changes, [{VI_1: 'backup'}, {}]);
    assert.deepEqual(opened().holds.list, []);
  });

  test('ends by itself when its time is over', async () => {
    const {holds, time, changes, log} = opened();
    await holds.hold({as: 'backup', expires: time.now + 200_000}, one);
    time.advance(199_000);
    assert.deepEqual(wanted(holds), {VI_1: 'backup'});
    time.advance(2000);
    assert.deepEqual([wanted(holds), changes.at(-1)], [{}, {}]);
    assert.match(log.at(-1) ?? '', /VI_1 is held as backup no more: its time is over/);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(opened(time).holds.list, []);
  });

  test('ends no more once the director leaves', async () => {
    const {holds, time, changes} = opened();
    holds.close();
    await holds.hold({as: 'backup', expires: time.now + 1000}, one);
    time.advance(2000);
    assert.deepEqual(changes, [{VI_1: 'backup'}]);
  });

  test('is over at the start, where its time came while no director ran', async () => {
    const {holds, time} = opened();
    await holds.hold({as: 'backup', expires: time.now + 1000}, one);
    const later = new VirtualTime();
    later.now = time.now + 5000;
    assert.deepEqual(wanted(opened(later).holds), {});
  });

  test('is not there where it cannot be recorded', async () => {
    const time = new VirtualTime();
    const store = {
      read: () => ({records: [], problems: []}),
      put: async () => {
        throw new Error('the disk is full');
      },
      remove: async () => {},
    };
    const holds = new DirectorHolds({store, now: time.clock, after: time.after, log: () => {}}, () => {});
    await assert.rejects(holds.hold({as: 'backup'}, one), /full/);
    assert.deepEqual(wanted(holds), {});
  });
});
