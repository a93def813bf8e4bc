import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, test} from 'node:test';
import {findAccount} from '../../../src/director/programs/accounts.js';
import type {ProgramEnd, RunningProgram} from '../../../src/director/programs/programs.js';
import {SpawnedPrograms} from '../../../src/director/programs/spawned-programs.js';
import {eventually} from '../../directors/eventually.js';
import {realWorld} from './real-world.js';

const isRoot = process.getuid?.() === 0;

describe('a program that a configuration names', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));
  const {programs} = realWorld();
  const user = isRoot ? 'root' : undefined;
  const run = (command: readonly string[], timeout = 10_000, as = user) =>
    new Promise<ProgramEnd>(resolve => programs.start({command, user: as, timeout}, resolve));

  test('ends with its status, by a signal, or cannot be started', async () => {
    assert.deepEqual(await run(['/bin/sh', '-c', 'exit 3']), {type: 'ended', status: 3});
    assert.deepEqual(await run(['/bin/sh', '-c', 'kill -TERM $$']), {type: 'killed', signal: 'SIGTERM'});
    const missing = await run(['/nowhere/at/all']);
    assert.ok(missing.type === 'failed' && /ENOENT/.test(missing.words));
    assert.equal((await run([])).type, 'failed');
    const tooMuch = await run(['/bin/echo', 'x'.repeat(300_000)]); // spawn throws
    assert.ok(tooMuch.type === 'failed' && /E2BIG/.test(tooMuch.words));
  });

  test('is no shell command, and finds nothing of ours in its environment', async () => {
    process.env.LVSCTL_TEST_SECRET = 'x';
    assert.deepEqual(await run(['/usr/bin/env', 'sh', '-c', 'test -z "$LVSCTL_TEST_SECRET$NOTIFY_SOCKET"']), {
      type: 'ended',
      status: 0,
    });
    await run(['/bin/echo', 'x', '>', join(folder, 'file')]);
    assert.ok(!existsSync(join(folder, 'file')));
  });

  test('is killed with all that it started when its time is over', async () => {
    const pids = join(folder, 'pids');
    const end = await run(['/bin/sh', '-c', `sleep 60 & echo $! $$ > ${pids}; wait`], 500);
    assert.deepEqual(end, {type: 'too-long'});
    const [inner = '', outer = ''] = readFileSync(pids, 'utf8').trim().split(' ');
    await eventually(
      () => ![inner, outer].some(pid => existsSync(`/proc/${pid}`) && !isZombie(pid)),
      () => 'one of them still runs',
    );
  });

  test('goes with the others that run when the process that wanted them ends', async () => {
    const {programs: own} = realWorld();
    const ends: ProgramEnd[] = [];
    for (const words of ['60', '61'])
      own.start({command: ['/bin/sleep', words], user, timeout: 60_000}, end => ends.push(end));
    own.killAll();
    await eventually(
      () => ends.length === 2,
      () => `${ends.length} have ended`,
    );
    assert.deepEqual(ends, [
      {type: 'killed', signal: 'SIGKILL'},
      {type: 'killed', signal: 'SIGKILL'},
    ]);
    own.killAll();
  });

  test('has ended in time where nobody could look while it did', async () => {
    const running = run(['/bin/sleep', '0.1'], 300);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
    assert.deepEqual(await running, {type: 'ended', status: 0});
  });

  test('has taken too long even where it cannot be killed, and is not gone', async () => {
    const world = realWorld();
    const immortal = new SpawnedPrograms({after: world.after, killGroup() {}, isRoot});
    const running: RunningProgram[] = [];
    const end = await new Promise<ProgramEnd>(resolve =>
      running.push(immortal.start({command: ['/bin/sleep', '2'], user, timeout: 100}, resolve)),
    );
    assert.deepEqual([end, running[0]?.isGone], [{type: 'too-long'}, false]);
    await eventually(
      () => running[0]?.isGone === true,
      () => 'it is not gone after its two seconds',
    );
  });

  test('has the rights of its user and no others', {skip: !isRoot && 'needs root'}, async () => {
    assert.deepEqual(await run(['/bin/sh', '-c', 'test "$(id -u):$(id -G)" = 65534:65534'], 10_000, 'nobody'), {
      type: 'ended',
      status: 0,
    });
    assert.deepEqual(await run(['/bin/true'], 10_000, 'no-such-user'), {
      type: 'failed',
      words: 'there is no user no-such-user in /etc/passwd',
    });
    assert.deepEqual(findAccount('root nogroup'), {uid: 0, gid: 65_534});
    const usual = findAccount(undefined);
    assert.ok(typeof usual === 'object' && usual.uid !== 0, 'nobody is root who is not said to be');
  });
});

function isZombie(pid: string): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
