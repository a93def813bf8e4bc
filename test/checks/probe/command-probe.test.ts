import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startCommandProbe} from '../../../src/checks/probe/command-probe.js';
import type {CommandProbe} from '../../../src/checks/probe/probe.js';
import type {Verdict} from '../../../src/checks/probe/verdict.js';
import {SpawnedPrograms} from '../../../src/director/programs/spawned-programs.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';

const killed: number[] = [];
const world = linuxProbeWorld({
  programs: new SpawnedPrograms({
    after: (delay, call) => {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
    killGroup: group => {
      killed.push(group);
      process.kill(-group, 'SIGKILL');
    },
    isRoot: process.getuid?.() === 0,
  }),
});

const probe = (script: string, parts: Partial<CommandProbe> = {}): CommandProbe => ({
  type: 'command',
  command: ['/bin/sh', '-c', script],
  user: undefined,
  timeout: 5000,
  isDynamic: false,
  ...parts,
});
const run = (script: string, parts?: Partial<CommandProbe>): Promise<Verdict> =>
  verdictOf(startCommandProbe, probe(script, parts), world);
const told = async (verdict: Promise<Verdict>) => {
  const {latency, ...rest} = await verdict;
  assert.ok(latency >= 0);
  return rest;
};
const down = (words: string) => ({type: 'down', layer: 'L7', words, isSilence: false});

test('exit status 0 is up, and any other one is down', async () => {
  assert.deepEqual(await told(run('exit 0')), {type: 'up', words: 'exit status 0'});
  assert.deepEqual(await told(run('exit 3')), down('exit status 3'));
});

test('the exit status of a dynamic program is a weight, 1 is down, and 0 the configured one', async () => {
  const dynamic = (status: number) => told(run(`exit ${status}`, {isDynamic: true}));
  assert.deepEqual(await dynamic(0), {
    type: 'up',
    words: 'exit status 0: the configured weight',
    advice: {type: 'weight', weight: undefined},
  });
  assert.deepEqual(await dynamic(1), down('exit status 1'));
  for (const [status, weight] of [
    [2, 0],
    [12, 10],
    [255, 253],
  ] as const)
    assert.deepEqual(await dynamic(status), {
      type: 'up',
      words: `exit status ${status}: weight ${weight}`,
      advice: {type: 'weight', weight},
    });
});

test('a program that is killed or takes too long is down', async () => {
  assert.deepEqual(await told(run('kill -SEGV $$')), down('killed by SIGSEGV'));
  assert.deepEqual(await told(run('sleep 60', {timeout: 200})), down('not over after 0.2 s, and killed'));
  assert.equal(killed.length, 1);
});

test('a program that cannot be started decides nothing', async () => {
  const verdict = await run('', {command: ['/nowhere/at-all']});
  assert.equal(verdict.type, 'undecided');
  assert.match(verdict.words, /^the program could not be started: .*ENOENT/);
});

test('a try that is cancelled kills its program, and says nothing', async () => {
  const before = killed.length;
  let verdicts = 0;
  const running = startCommandProbe(probe('sleep 60'), world, () => verdicts++);
  running.cancel();
  assert.equal(killed.length, before + 1);
  await run('exit 0');
  assert.equal(verdicts, 0);
});
