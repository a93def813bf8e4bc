import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, beforeEach, describe, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {readKeepalivedConf} from '../../../../src/config/keepalived/read-config.js';
import {LockFile} from '../../../../src/maintenance/state/folder-lock.js';
import {HoldStore} from '../../../../src/maintenance/holds/hold-store.js';
import {KeepalivedHolds} from '../../../../src/managers/keepalived/moving/keepalived-holds.js';
import {writeTrackedValue} from '../../../../src/managers/keepalived/moving/tracked-value.js';

describe('holds', {skip: process.getuid?.() !== 0 && 'files of root need root'}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-holds-'));
  const path = join(folder, 'VI_1');
  const text = `track_file lvsctl_VI_1 {\n file ${path}\n weight 0\n}\nvrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n track_file {\n lvsctl_VI_1\n }\n}\n`;
  const {config} = readKeepalivedConf({path: '/k.conf', readFile: () => text, glob: () => []});
  const keepalived = {
    wanted: [],
    daemons: [{name: 'keepalived', parent: undefined, vrrp: undefined, reading: {config}}],
  };
  const storeIn = (boot: string) => new HoldStore(folder, new LockFile(delay), '1', boot);
  let now = 0;
  const holdsIn = (boot: string) => new KeepalivedHolds(keepalived, storeIn(boot), () => now);
  const record = {
    manager: 'keepalived',
    target: 'VI_1',
    instances: ['VI_1'],
    file: {path, value: 1, undo: 0},
    since: 0,
    owner: 'operator',
    reason: undefined,
    expires: 1000,
    endedBy: 'systemd',
  } as const;

  after(() => rmSync(folder, {recursive: true}));
  beforeEach(async () => {
    writeTrackedValue(path, 0);
    await storeIn('one').remove(record);
  });

  test('a record and its file are a hold', async () => {
    await storeIn('one').put(record);
    writeTrackedValue(path, 1);
    const [hold, another] = holdsIn('one').read();
    assert.equal(another, undefined);
    assert.deepEqual([hold?.target, hold?.endedBy, hold?.how], ['VI_1', 'systemd', `${path} is 1`]);
  });

  test('a record whose file is 0 acts no more, and is still listed', async () => {
    await storeIn('one').put(record);
    assert.deepEqual(holdsIn('one').read(), []);
    assert.deepEqual(
      holdsIn('one')
        .list()
        .map(({isInForce, how}) => [isInForce, how]),
      [[false, `not in force: ${path} is 0`]],
    );
  });

  test('after a reboot it acts where the file survived, and no timer of systemd ends it', async () => {
    await storeIn('one').put(record);
    assert.deepEqual(holdsIn('two').read(), []);
    writeTrackedValue(path, 1);
    assert.equal(holdsIn('two').read()[0]?.endedBy, 'nobody');
  });

  test('a file that is not 0 without a record is a hold of nobody knows whom', () => {
    writeTrackedValue(path, 5);
    const [hold] = holdsIn('one').read();
    assert.deepEqual([hold?.target, hold?.owner, hold?.since], ['VI_1', undefined, undefined]);
  });

  test('it is looked at anew soon, or when it is told to forget', () => {
    const holds = holdsIn('one');
    assert.equal(holds.read().length, 0);
    writeTrackedValue(path, 1);
    assert.equal(holds.read().length, 0);
    now += 100;
    assert.equal(holds.read().length, 1);
    writeTrackedValue(path, 0);
    holds.forget();
    assert.equal(holds.read().length, 0);
  });
});
