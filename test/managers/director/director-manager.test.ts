import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {DirectorManager} from '../../../src/managers/director/director-manager.js';
import {openThisMachine} from '../../../src/this-machine.js';
import type {ObserverEvent} from '../../../src/vrrp/observer/observer-event.js';
import {until} from '../keepalived/bench.js';
import {after, clock, FakeDirector} from './fake-director.js';
import {router, state} from './states.js';

const machine = openThisMachine();

interface Watched {
  readonly director: FakeDirector;
  readonly manager: DirectorManager;
  readonly events: ObserverEvent[];
}

async function watched(director: FakeDirector, work: (watched: Watched) => Promise<void>): Promise<void> {
  const manager = new DirectorManager({machine, clock, after, runFolder: director.folder});
  const events: ObserverEvent[] = [];
  try {
    await manager.start(
      event => events.push(event),
      () => {},
    );
    await work({director, manager, events});
  } finally {
    manager.close();
    await director.remove();
  }
}

describe('a director is watched', () => {
  test('from the start: what it wants, what it says, and that it runs', async () => {
    const director = new FakeDirector(state([router({state: 'master', cause: 'no other master was heard'})]));
    await director.start();
    await watched(director, async ({manager, events}) => {
      assert.deepEqual(
        manager.wanted.map(({name, daemon, interface: link, priority}) => [name, daemon, link, priority]),
        [['VI_1', 'director', 'eth0', 100]],
      );
      const [report] = manager.reports;
      assert.equal(report?.state, 'master');
      assert.equal(report?.why, 'no other master was heard');
      assert.ok(clock() - (report?.readAt ?? 0) < 100, 'what it told is so now');
      assert.ok(events.some(event => event.type === 'daemon' && event.facts.state === 'running'));
      assert.deepEqual(
        manager.sources.map(source => source.state),
        ['good', 'good'],
      );
    });
  });

  test('by its events, one after the other', async () => {
    const director = new FakeDirector(state());
    await director.start();
    await watched(director, async ({manager}) => {
      director.tell({
        type: 'router',
        router: router({state: 'master', cause: '10.0.0.2 fell silent'}),
        words: undefined,
      });
      await until('it is master', () => manager.reports[0]?.why === '10.0.0.2 fell silent');
      director.tell({
        type: 'holds',
        holds: [{target: 'VI_1', as: 'master', since: 7, owner: 'alice', reason: 'test', expires: 2e12}],
      });
      await until('it is held', () => manager.holds.length > 0);
      assert.deepEqual(manager.holds[0]?.instances, ['VI_1']);
      assert.equal(manager.holds[0]?.as, 'master');
      assert.equal(manager.holds[0]?.endedBy, 'director');
    });
  });

  test('again when it has come back, without being asked', async () => {
    const director = new FakeDirector(state());
    await director.start();
    await watched(director, async ({manager}) => {
      await director.stop();
      await until('it has ended', () => manager.sources.some(({words}) => words === 'it has ended'));
      assert.equal(manager.wanted.length, 1, 'what it ran is still known');
      director.state = state([router(), router({name: 'VI_2', virtualRouter: 52})]);
      await director.start();
      await until('it tells again', () => manager.wanted.length === 2);
      assert.ok(manager.isLive);
    });
  });

  test('when it comes later, and where it never was nothing is said', async () => {
    const director = new FakeDirector(state());
    await watched(director, async ({manager}) => {
      assert.deepEqual(manager.sources, []);
      assert.deepEqual(manager.wanted, []);
      await director.start();
      await until('it tells', () => manager.isLive);
    });
  });

  test('when even the folder of its sockets comes later', async () => {
    const director = new FakeDirector(state());
    rmSync(director.folder, {recursive: true});
    await watched(director, async ({manager}) => {
      await director.start();
      await until('it tells', () => manager.isLive);
    });
  });
});

describe('what does not tell is said', () => {
  test('a director that does not answer within two seconds', async () => {
    const director = new FakeDirector(state());
    const accepted: Socket[] = [];
    const silent = createServer(socket => accepted.push(socket));
    await new Promise<void>(resolve => void silent.listen(join(director.folder, 'state.sock'), resolve));
    const begun = clock();
    await watched(director, async ({manager}) => {
      assert.ok(clock() - begun < 2500, 'nobody waits longer');
      assert.deepEqual(
        manager.sources.map(({state: condition, words}) => [condition, words]),
        [['failed', 'the director has not answered subscribe within 2 s']],
      );
    });
    silent.close();
    for (const socket of accepted) socket.destroy();
  });

  test('a socket that a killed one has left', async () => {
    const director = new FakeDirector(state());
    const path = join(director.folder, 'state.sock');
    const {status} = await machine.run(
      process.execPath,
      [
        '-e',
        `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
      ],
      {timeout: 5000},
    );
    assert.equal(status, undefined);
    await watched(director, async ({manager}) => {
      assert.match(manager.sources[0]?.words ?? '', /it was killed, and its socket is left/);
      await director.start();
      await until('another one tells', () => manager.isLive);
    });
  });

  test('a process vrrp that is gone, while the director tells', async () => {
    const processes = [{name: 'vrrp', pid: 2 ** 22 - 1, state: 'running', since: 1, restarts: 0}] as const;
    const director = new FakeDirector(state([router()], {processes}));
    await director.start();
    await watched(director, async ({events}) => {
      assert.deepEqual(
        events.flatMap(event => (event.type === 'daemon' ? [event.facts.state] : [])),
        ['gone'],
      );
    });
  });
});
