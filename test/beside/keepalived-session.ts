import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {repositoryFolder} from '../lab/xstate-shim.js';
import {isSoak, seedOfRun} from '../parity/seed.js';
import {scenes} from './keepalived-case.js';
import {keepalivedCases} from './keepalived-cases.js';
import {keepalivedConf, placed, type Side, sides} from './keepalived-conf.js';
import {compare, type Seen, tables, wholeTable} from './keepalived-look.js';
import {report} from './keepalived-report.js';
import {Servers, type Wanted} from './servers.js';
import {scriptOfChecks} from './servers-daemons.js';
import {directorAddress, directors} from './servers-network.js';

/** Runs in the lab's guest, in the namespace of the real servers: two directors with the same configuration beside each other. */
const only = new RegExp(process.env.LVSCTL_BESIDE_CASES ?? '');
const cases = keepalivedCases.filter(({name}) => only.test(name));
const all = placed(cases, isSoak() ? undefined : seedOfRun());
const servers = new Servers();
const daemons: ChildProcess[] = [];
const seen: ReadonlyMap<string, Seen>[] = [];

/** Milliseconds: by then every check has seen what is different, the slowest one with its retry. */
const settling = 10_000;
/** A machine may be busy with much else. */
const patience = Number(process.env.LVSCTL_BESIDE_PATIENCE) * 1000;
/** So often in a row a server has to stand right, half a second apart: on a busy machine a check in time fails now and then. */
const looks = 3;

before(async () => {
  writeFileSync('/run/beside/act', scriptOfChecks, {mode: 0o755});
  for (const side of sides)
    writeFileSync(`/run/beside/${side}.conf`, keepalivedConf(cases, all, directorAddress[side]), {mode: 0o600});
  await servers.become(wantedIn(0));
  const pids = ['-p', '/run/beside/keepalived.pid', '-c', '/run/beside/checkers.pid'];
  start('keepalived', ['keepalived', '-n', '-l', '-C', '-f', '/run/beside/keepalived.conf', ...pids]);
  start('lvsctl', [`${repositoryFolder()}/bin/lvsctl`, 'director', 'run', '--config', '/run/beside/lvsctl.conf']);
  for (const end = performance.now() + patience; ; await delay(500)) {
    const found = await tables();
    if (sides.every(side => found[side].size > 0)) return;
    assert.ok(performance.now() < end, `there are no services:\n${sides.map(said).join('\n')}`);
  }
});

after(async () => {
  for (const daemon of daemons) daemon.kill('SIGTERM');
  await servers.end();
  console.log(`LVSCTL_SEED=${seedOfRun()}\n${report(all, seen)}`);
});

for (const [scene, {name}] of scenes.entries())
  test(`the same servers are in and out: ${name}`, async t => {
    await servers.become(wantedIn(scene));
    const begun = performance.now();
    await delay(settling);
    const streaks = new Map<string, number>();
    const last = new Map<string, Seen>();
    seen.push(last);
    const late = () => [...streaks].filter(([, streak]) => streak < looks).map(([key]) => key);
    do {
      for (const [key, one] of compare(cases, all, scene, await tables())) {
        const streak = streaks.get(key) ?? 0;
        if (streak >= looks) continue;
        streaks.set(key, one.wrong === undefined ? streak + 1 : 0);
        last.set(key, one);
      }
      await delay(500);
    } while (late().length > 0 && performance.now() < begun + patience);
    t.diagnostic(`${Math.round((performance.now() - begun) / 1000)} s`);
    const words = late().map(key => `${key} (${behaviourOf(key, scene)}): ${last.get(key)?.wrong ?? 'right at times'}`);
    assert.ok(words.length === 0, `${words.join('\n')}\n${sides.map(side => said(side).slice(-2000)).join('\n')}`);
  });

test('and then both tables are the same, to the letter', async () => {
  assert.deepEqual(await wholeTable('lvsctl'), await wholeTable('keepalived'));
});

function wantedIn(scene: number): Wanted[] {
  return all.map(({id, address, of, place, server}) => ({
    id,
    address,
    port: of.port,
    behaviour: scenes[scene]?.isIll(place) ? server.ill : server.well,
  }));
}

function behaviourOf(key: string, scene: number): string {
  return wantedIn(scene).find(({address}) => key.endsWith(` ${address}`))?.behaviour ?? 'sorry server';
}

function start(side: Side, words: readonly string[]): void {
  const log = openSync(logOf(side), 'w');
  const environment = {...process.env, LVSCTL_RUN_DIR: '/run/beside/lvsctl'};
  daemons.push(
    spawn('ip', ['netns', 'exec', directors[side], ...words], {stdio: ['ignore', log, log], env: environment}),
  );
  closeSync(log);
}

const logOf = (side: Side) => `/run/beside/${side}.log`;

function said(side: Side): string {
  return existsSync(logOf(side)) ? readFileSync(logOf(side), 'utf8') : '';
}
