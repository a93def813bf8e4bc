import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {DirectorHolds} from '../../../src/director/holds/director-holds.js';
import {HoldStore} from '../../../src/maintenance/holds/hold-store.js';
import {VirtualTime} from '../control/virtual-time.js';

describe('what operators hold', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

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
      () => changes.push(holds.wanted),
    );
    holds.begin();
    return {holds, time, changes, log};
  }

  test('outlives the director and the boot, with who wanted it and why', async () => {
    const {holds, time} = opened();
    const made = await holds.hold({target: 'VI_1', as: 'master', owner: 'alice', reason: 'a test'}, ['VI_1']);
    const later = opened(time, 'two').holds;
    assert.deepEqual(later.list, [made]);
    assert.deepEqual(later.wanted, {VI_1: 'master'});
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
    await holds.hold({target: 'VI_1', as: 'backup'}, ['VI_1']);
    assert.equal((await holds.release('VI_1')).length, 1);
    assert.deepEqual(await holds.release('VI_1'), []);
    assert.deepEqual(changes, [{VI_1: 'backup'}, {}]);
    assert.deepEqual(opened().holds.list, []);
  });

  test('ends by itself when its time is over', async () => {
    const {holds, time, changes, log} = opened();
    await holds.hold({target: 'VI_1', as: 'backup', expires: time.now + 200_000}, ['VI_1']);
    time.advance(199_000);
    assert.deepEqual(holds.wanted, {VI_1: 'backup'});
    time.advance(2000);
    assert.deepEqual([holds.wanted, changes.at(-1)], [{}, {}]);
    assert.match(log.at(-1) ?? '', /VI_1 is held as backup no more: its time is over/);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(opened(time).holds.list, []);
  });

  test('is over at the start, where its time came while no director ran', async () => {
    const {holds, time} = opened();
    await holds.hold({target: 'VI_1', as: 'backup', expires: time.now + 1000}, ['VI_1']);
    const later = new VirtualTime();
    later.now = time.now + 5000;
    assert.deepEqual(opened(later).holds.wanted, {});
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
    await assert.rejects(holds.hold({target: 'VI_1', as: 'backup'}, []), /full/);
    assert.deepEqual(holds.wanted, {});
  });
});
