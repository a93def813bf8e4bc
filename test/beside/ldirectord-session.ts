import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {repositoryFolder} from '../lab/xstate-shim.js';
import {endBackends, startBackends} from './ldirectord-backends.js';
import {scenes} from './ldirectord-case.js';
import {chosenCases} from './ldirectord-chosen.js';
import {ldirectordConf, placed} from './ldirectord-conf.js';
import {LdirectordServers, type Wanted} from './ldirectord-servers.js';
import {differences, report, type Side, sides, type Tables, tableOf} from './ldirectord-sides.js';
import {directors} from './servers-network.js';

/** Runs in the lab's guest, in the namespace of the real servers: two directors with the same configuration beside each other. */
const namespaces: Record<Side, string> = {ldirectord: directors.keepalived, lvsctl: directors.lvsctl};
const cases = chosenCases();
const all = placed(cases);
const servers = new LdirectordServers();
const daemons: ChildProcess[] = [];
const seen: Tables[] = [];
/** Seconds that both may take: ldirectord waits for one server after the other, and at its start for all of them. */
const patience = Number(process.env.LVSCTL_BESIDE_PATIENCE ?? 60 + all.length);
const conf = '/run/beside/same.cf';

before(async () => {
  writeFileSync(conf, ldirectordConf(cases, all), {mode: 0o600});
  await startBackends(new Set(cases.map(({backend}) => backend)));
  await servers.become(wantedIn(0));
  start('ldirectord', ['ldirectord', conf, 'start']);
  start('lvsctl', [`${repositoryFolder()}/bin/lvsctl`, 'director', 'run', '--config', conf]);
});

after(async () => {
  for (const daemon of daemons) daemon.kill('SIGTERM');
  await servers.end();
  endBackends();
  console.log(report(cases, all, seen));
  for (const side of sides) console.log(`--- ${side}\n${lastWords(side)}`);
});

for (const [scene, {name}] of scenes.entries())
  test(`the same servers are in and out: ${name}`, async t => {
    if (scene > 0) await servers.become(wantedIn(scene));
    const began = performance.now();
    let [tables, wrong] = await look(scene);
    while (wrong.length > 0 && performance.now() < began + patience * 1000) {
      await delay(500);
      [tables, wrong] = await look(scene);
    }
    t.diagnostic(`${((performance.now() - began) / 1000).toFixed(1)} s`);
    if (wrong.length === 0) {
      await delay(4000); // it stays so
      [tables, wrong] = await look(scene);
    }
    seen[scene] = tables;
    assert.deepEqual(wrong, []);
  });

test('services are the same', () => {
  const last = seen.at(-1);
  assert.deepEqual([...(last?.lvsctl.keys() ?? [])].sort(), [...(last?.ldirectord.keys() ?? [])].sort());
});

function wantedIn(scene: number): Wanted[] {
  return all.map(({id, address, of, place, server}) => ({
    id,
    address,
    port: of.checkPort ?? of.port,
    isUdp: of.isUdp === true,
    backend: of.backend,
    manner: scenes[scene]?.isIll(place) ? server.ill : 'well',
  }));
}

function start(side: Side, words: readonly string[]): void {
  const log = openSync(`/run/beside/${side}.log`, 'w');
  const environment = {...process.env, LVSCTL_RUN_DIR: '/run/beside/lvsctl'};
  const program = ['netns', 'exec', namespaces[side], ...words];
  daemons.push(spawn('ip', program, {stdio: ['ignore', log, log], env: environment}));
  closeSync(log);
}

/** Without what Perl has to say of ldirectord. */
function lastWords(side: Side): string {
  const file = `/run/beside/${side}.log`;
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const told = lines.filter(line => !/ at \/usr\/(sbin\/ldirectord|share\/perl5\/\S+) line /.test(line));
  return told.slice(-Number(process.env.LVSCTL_BESIDE_LOG ?? 40)).join('\n');
}

async function look(scene: number): Promise<[Tables, string[]]> {
  const [ldirectord, lvsctl] = await Promise.all([tableOf(namespaces.ldirectord), tableOf(namespaces.lvsctl)]);
  const tables = {ldirectord, lvsctl};
  return [tables, sides.flatMap(side => differences(cases, all, scene, side, tables[side]))];
}
