import assert from 'node:assert/strict';
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import {repositoryFolder} from '../lab/xstate-shim.js';
import {endBackends, startBackends} from './ldirectord-backends.js';
import {notCompared, scenes} from './ldirectord-case.js';
import {ldirectordCases} from './ldirectord-cases.js';
import {expected, ldirectordConf, placed, reasonOf, serviceWords} from './ldirectord-conf.js';
import {LdirectordServers, type Wanted} from './ldirectord-servers.js';
import {directors} from './servers-network.js';

/** Runs in the lab's guest, in the namespace of the real servers: two directors with the same configuration beside each other. */
const run = promisify(execFile);
const sides = ['ldirectord', 'lvsctl'] as const;
type Side = (typeof sides)[number];
const namespaces: Record<Side, string> = {ldirectord: directors.keepalived, lvsctl: directors.lvsctl};

const only = process.env.LVSCTL_BESIDE_CASES;
const cases = ldirectordCases.filter(({name}) => only === undefined || new RegExp(only).test(name));
const all = placed(cases);
const servers = new LdirectordServers();
const daemons: ChildProcess[] = [];
/** Of the last look: by service, the lines of its servers. */
type Table = ReadonlyMap<string, readonly string[]>;
const seen: Record<Side, Table>[] = [];
/** Seconds that both may take to see what is ill: ldirectord waits for one server of a service after the other. */
const patience = Number(process.env.LVSCTL_BESIDE_PATIENCE ?? 60);
const conf = '/run/beside/same.cf';

before(async () => {
  writeFileSync(conf, ldirectordConf(cases, all), {mode: 0o600});
  const began = performance.now();
  await startBackends(new Set(cases.map(({backend}) => backend)));
  await servers.become(wantedIn(0));
  console.log(`servers after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  start('ldirectord', ['ldirectord', conf, 'start']);
  start('lvsctl', [`${repositoryFolder()}/bin/lvsctl`, 'director', 'run', '--config', conf]);
});

after(async () => {
  for (const daemon of daemons) daemon.kill('SIGTERM');
  await servers.end();
  endBackends();
  console.log(table());
  for (const side of sides) console.log(`--- ${side}\n${said(side).slice(-Number(process.env.LVSCTL_BESIDE_LOG ?? 3000))}`);
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
  // the certificate of the servers is one that ldirectord's client of imaps knows
  const environment = {...process.env, LVSCTL_RUN_DIR: '/run/beside/lvsctl', SSL_CERT_FILE: '/run/beside/server.pem'};
  const options = {stdio: ['ignore', log, log] as ['ignore', number, number], env: environment};
  daemons.push(spawn('ip', ['netns', 'exec', namespaces[side], ...words], options));
  closeSync(log);
}

function said(side: Side): string {
  const file = `/run/beside/${side}.log`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function look(scene: number): Promise<[Record<Side, Table>, string[]]> {
  const [ldirectord, lvsctl] = await Promise.all(sides.map(tableOf));
  const tables = {ldirectord, lvsctl} as Record<Side, Table>;
  return [tables, sides.flatMap(side => differences(scene, side, tables[side]))];
}

async function tableOf(side: Side): Promise<Table> {
  const {stdout} = await run('ip', ['netns', 'exec', namespaces[side], 'ipvsadm', '-Sn']);
  const services = new Map<string, string[]>();
  for (const line of stdout.trim().split('\n')) {
    const [, verb, service = '', rest = ''] = /^-([Aa]) (-\w \S+) ?(.*)$/.exec(line) ?? [];
    if (verb === 'A') services.set(service, []);
    const [, server, weight] = /^-r \[?([^\]]+?)\]?:\d+ .*-w (\d+)/.exec(rest) ?? [];
    if (verb === 'a') services.get(service)?.push(`${server} ${weight}`);
  }
  for (const lines of services.values()) lines.sort();
  return services;
}

function differences(scene: number, side: Side, table: Table): string[] {
  return cases.flatMap((one, place) => {
    const wanted = expected(one, all, scene, side);
    const found = table.get(serviceWords(one, place)) ?? ['no service'];
    const lines = [
      ...found.filter(line => !wanted.includes(line)).map(line => `has ${line}`),
      ...wanted.filter(line => !found.includes(line)).map(line => `lacks ${line}`),
    ];
    return lines.map(line => `${one.name}: ${side} ${line} ${mannerAt(line, scene)}`);
  });
}

function mannerAt(line: string, scene: number): string {
  const found = all.find(({address}) => line.includes(` ${address} `));
  return found ? `(${found.letter}, ${scenes[scene]?.isIll(found.place) ? found.server.ill : 'well'})` : '';
}

/** What was compared, for a reader. */
function table(): string {
  const rows = cases.flatMap((one, i) =>
    all
      .filter(({of}) => of === one)
      .map(({server, address, letter}) => {
        const stands = sides.map(side =>
          seen.map(tables => standOf(tables[side].get(serviceWords(one, i)) ?? [], address)).join(' '),
        );
        const why = stands[0] === stands[1] ? '' : (reasonOf(server) ?? 'DIFFERENT');
        return [`${one.name} ${letter}`, server.ill, ...stands, why];
      }),
  );
  const head = ['service', 'ill', 'ldirectord', 'lvsctl', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]?.length ?? 0)));
  const lines = [head, ...rows].map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
  const left = notCompared.map(([what, why]) => `${what}: ${why}`);
  return `${lines.join('\n')}\n${cases.length} virtual services, ${all.length} real servers, ${seen.length} scenes\nnot compared:\n${left.join('\n')}`;
}

function standOf(lines: readonly string[], address: string): string {
  return (lines.find(line => line.startsWith(`${address} `))?.split(' ')[1] ?? '-').padStart(3);
}
