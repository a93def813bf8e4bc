import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {planSync, syncRole} from '../../../src/director/sync/plan-sync.js';
import {SyncFollower} from '../../../src/director/sync/sync-follower.js';
import type {Change} from '../../../src/ipvs/change.js';
import type {DaemonConfiguration} from '../../../src/ipvs/daemon.js';
import type {SyncSettings} from '../../../src/vrrp/router/configuration.js';
import {VirtualTime} from '../control/virtual-time.js';

const settings: SyncSettings = {
  interface: 'eth1',
  router: 'VI_1',
  syncId: 7,
  maximumLength: undefined,
  group: undefined,
  port: undefined,
  ttl: undefined,
};
const daemon = (state: 'master' | 'backup', more: Partial<DaemonConfiguration> = {}): DaemonConfiguration => ({
  state,
  interface: 'eth1',
  syncId: 7,
  maximumLength: 1464,
  group: undefined,
  port: 8848,
  ttl: 1,
  ...more,
});
const words = (changes: readonly Change[]) =>
  changes.map(change =>
    change.type === 'start-daemon'
      ? `start ${change.daemon.state}`
      : change.type === 'stop-daemon'
        ? `stop ${change.state}`
        : '?',
  );

describe('the daemons of connection synchronization', () => {
  test('are what the router is', () => {
    assert.deepEqual((['master', 'backup', 'fault', 'initialize', 'mixed', undefined] as const).map(syncRole), [
      'master',
      'backup',
      'backup',
      'backup',
      'backup',
      'none',
    ]);
  });
  test('are swapped by starting the new one first', () => {
    assert.deepEqual(words(planSync(settings, 'master', [daemon('backup')])), ['start master', 'stop backup']);
    assert.deepEqual(words(planSync(settings, 'backup', [])), ['start backup']);
    assert.deepEqual(words(planSync(settings, 'none', [daemon('backup')])), ['stop backup']);
    assert.deepEqual(words(planSync(undefined, 'none', [daemon('master')])), ['stop master']);
  });
  test('stay where they are as they should be', () => {
    assert.deepEqual(planSync(settings, 'master', [daemon('master')]), []);
  });
  test('are replaced where they are not', () => {
    assert.deepEqual(words(planSync(settings, 'master', [daemon('master', {syncId: 1})])), [
      'stop master',
      'start master',
    ]);
    assert.deepEqual(words(planSync({...settings, port: 9000}, 'backup', [daemon('backup')])), [
      'stop backup',
      'start backup',
    ]);
  });
});

describe('whoever follows with them', () => {
  function opened(problem?: string) {
    const time = new VirtualTime();
    let running: DaemonConfiguration[] = [];
    const made: string[] = [];
    const world = {problem};
    const follower = new SyncFollower(
      {
        async openIpvs() {
          if (world.problem !== undefined) throw new Error(world.problem);
          return {
            daemons: async () => running,
            apply: async changes => {
              made.push(...words(changes));
              for (const change of changes) {
                if (change.type === 'start-daemon') running = [...running, change.daemon];
                if (change.type === 'stop-daemon') running = running.filter(({state}) => state !== change.state);
              }
              return changes.map(() => undefined);
            },
            close() {},
          };
        },
        clock: time.clock,
        after: time.after,
        log: () => {},
      },
      () => {},
    );
    return {time, made, follower, world};
  }
  const settled = () => new Promise(resolve => setImmediate(resolve));

  test('is ready when the backup daemon has listened for five seconds', async () => {
    const {time, follower} = opened();
    assert.deepEqual(follower.readiness, {state: 'none'});
    follower.want({settings, role: 'backup'});
    assert.deepEqual(follower.readiness, {state: 'behind'});
    await settled();
    time.advance(4999);
    assert.deepEqual(follower.readiness, {state: 'behind'});
    time.advance(2);
    assert.deepEqual(follower.readiness, {state: 'ready'});
    follower.want({settings, role: 'master'});
    assert.deepEqual(follower.readiness, {state: 'behind'});
  });

  test('makes one change at a time, and comes to the last wish', async () => {
    const {made, follower} = opened();
    for (const role of ['backup', 'master', 'backup', 'master'] as const) follower.want({settings, role});
    await settled();
    assert.deepEqual(made, ['start backup', 'start master', 'stop backup']);
    assert.deepEqual(follower.state?.running, ['master']);
    await follower.close();
    assert.deepEqual(made.at(-1), 'stop master');
  });

  test('tells why it is not so, and tries again', async () => {
    const {time, follower, world} = opened('no IPVS');
    follower.want({settings, role: 'backup'});
    await settled();
    assert.equal(follower.state?.problem, 'no IPVS');
    world.problem = undefined;
    time.advance(10_000);
    await settled();
    assert.deepEqual([follower.state?.problem, follower.state?.running], [undefined, ['backup']]);
  });

  test('leaves daemons alone where nothing is configured', async () => {
    const {made, follower} = opened();
    follower.want({settings: undefined, role: 'none'});
    await follower.close();
    assert.deepEqual(made, []);
  });
});
