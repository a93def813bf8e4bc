import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {closeSync, constants, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {setImmediate as turn, setTimeout as wait} from 'node:timers/promises';
import {openThisMachine} from '../../../src/this-machine.js';

const machine = openThisMachine();

/** Looks again and again for 5 seconds. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (isSo()) return;
    await wait(10);
  }
  assert.fail(`not within 5 s: ${what}`);
}

function sleeper() {
  const child = spawn('sleep', ['30'], {stdio: 'ignore', env: {...process.env, LVSCTL_TEST: 'a=b'}});
  return {child, seen: () => machine.process(child.pid as number)};
}

describe('processes', () => {
  test('our own is among those of our network namespace, with its program and words', () => {
    const own = machine.processes().find(({pid}) => pid === process.pid);
    assert.ok(own);
    assert.equal(own.parent, process.ppid);
    assert.equal(own.program, process.execPath);
    assert.equal(own.arguments[0], process.argv0);
    assert.ok(Math.abs(own.startedAt - (Date.now() - process.uptime() * 1000)) < 2000);
  });

  test('the environment that one was started with is read', async () => {
    const {child, seen} = sleeper();
    await until('sleep runs', () => seen()?.name === 'sleep');
    assert.equal(machine.environmentOf(child.pid as number, 'LVSCTL_TEST'), 'a=b');
    assert.equal(machine.environmentOf(child.pid as number, 'LVSCTL'), undefined);
    child.kill('SIGKILL');
  });

  test('its end is told, once, and as soon as it comes', async () => {
    const {seen} = sleeper();
    await until('sleep runs', () => seen()?.name === 'sleep');
    let ends = 0;
    machine.onExit(seen()!, () => ends++);
    const stop = machine.onExit(seen()!, () => assert.fail('nobody waits any more'));
    stop();
    await turn();
    assert.equal(ends, 0);
    machine.signal(seen()!, 9);
    await until('the end is told', () => ends === 1);
  });

  test('one that is another by now has ended, and gets no signal', async () => {
    const other = {pid: process.pid, startTicks: 1n};
    let hasEnded = false;
    machine.onExit(other, () => {
      hasEnded = true;
    });
    assert.equal(hasEnded, false, 'in a later turn');
    await turn();
    assert.equal(hasEnded, true);
    assert.throws(() => machine.signal(other, 9), {code: 'ESRCH'});
  });

  test('one that is stopped is seen so', async () => {
    const {child, seen} = sleeper();
    await until('sleep runs', () => seen()?.name === 'sleep');
    machine.signal(seen()!, 19);
    await until('it is stopped', () => seen()?.state === 'stopped');
    machine.signal(seen()!, 18);
    await until('it goes on', () => seen()?.state === 'running');
    child.kill('SIGKILL');
  });
});

describe('programs', () => {
  test('one is run without a shell, with nothing to read, in the C locale', async () => {
    const words = ['-c', 'cat; echo "$1 $LANG"; echo no >&2; exit 3', 'sh', '$HOME *'];
    const result = await machine.run('/bin/sh', words, {timeout: 5000});
    assert.deepEqual(result, {status: 3, stdout: '$HOME * C\n', stderr: 'no\n'});
  });

  test('one that takes too long is killed', async () => {
    assert.equal((await machine.run('sleep', ['30'], {timeout: 50})).status, undefined);
  });

  test('one that is not there is an error with its code', async () => {
    await assert.rejects(machine.run('/no/such', [], {timeout: 50}), {code: 'ENOENT'});
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-machine-'));
  const path = (name: string) => join(folder, name);
  before(() => execFileSync('mkfifo', [path('pipe'), path('other')]));
  after(() => rmSync(folder, {recursive: true}));

  test('of a link the link itself is looked at', () => {
    writeFileSync(path('file'), 'text', {mode: 0o600});
    symlinkSync('file', path('link'));
    const facts = machine.facts(path('file'));
    assert.deepEqual([facts?.kind, facts?.size, facts?.mode, facts?.links], ['file', 4, 0o600, 1]);
    assert.equal(machine.facts(path('link'))?.kind, 'link');
    assert.equal(machine.facts(path('none')), undefined);
  });

  test('a change in a folder is told with the name', async () => {
    const names: (string | undefined)[] = [];
    const stop = machine.onFolderChange(folder, name => names.push(name));
    writeFileSync(path('new'), '');
    await until('it is told', () => names.includes('new'));
    stop();
    machine.onFolderChange(path('none'), () => {})();
  });

  test('a FIFO is read over writers that come and go, and what was in it is told apart', async () => {
    const heard: [string, boolean][] = [];
    const before = openSync(path('pipe'), constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(before, 'old\n');
    const stop = machine.readFifo(path('pipe'), (text, isBacklog) => heard.push([text, isBacklog]));
    closeSync(before);
    await until('the backlog is told', () => heard.length === 1);
    for (const text of ['one\n', 'é\n']) {
      const writer = openSync(path('pipe'), constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(writer, text);
      closeSync(writer);
      await until(text, () => heard.at(-1)?.[0] === text);
    }
    assert.deepEqual(heard, [
      ['old\n', true],
      ['one\n', false],
      ['é\n', false],
    ]);
    stop();
    assert.throws(() => openSync(path('pipe'), constants.O_WRONLY | constants.O_NONBLOCK), {code: 'ENXIO'});
  });

  test('what is no FIFO is not read', () => {
    assert.throws(() => machine.readFifo(path('file'), () => {}), {code: 'ENXIO'});
    assert.throws(() => machine.readFifo(path('none'), () => {}), {code: 'ENOENT'});
  });

  test('a process that has read a FIFO and awaited an end can leave', async () => {
    const module = new URL('../../../src/this-machine.js', import.meta.url);
    const text = `import {openThisMachine} from '${module}';
      const machine = openThisMachine();
      const stops = [machine.readFifo('${path('other')}', () => {}), machine.onFolderChange('${folder}', () => {}),
        machine.onExit(machine.process(${process.pid}), () => {})];
      setTimeout(() => stops.forEach(stop => stop()), 50);`;
    const result = await machine.run(process.execPath, ['--input-type=module', '-e', text], {timeout: 5000});
    assert.deepEqual(result, {status: 0, stdout: '', stderr: ''});
  });
});
