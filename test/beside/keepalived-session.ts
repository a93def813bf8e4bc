import assert from 'node:assert/strict';
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {promisify} from 'node:util';
import {repositoryFolder} from '../lab/xstate-shim.js';
import {deviations, scenes} from './keepalived-case.js';
import {keepalivedCases} from './keepalived-cases.js';
import {expected, keepalivedConf, placed, serviceWords} from './keepalived-conf.js';
import {Servers, type Wanted} from './servers.js';
import {scriptOfChecks} from './servers-daemons.js';
import {directorAddress, directors} from './servers-network.js';

/** Runs in the lab's guest, in the namespace of the real servers: two directors with the same configuration beside each other. */
const run = promisify(execFile);
const sides = ['keepalived', 'lvsctl'] as const;
type Side = (typeof sides)[number];

const only = process.env.LVSCTL_BESIDE_CASES;
const cases = keepalivedCases.filter(({name}) => only === undefined || new RegExp(only).test(name));
const all = placed(cases);
const servers = new Servers();
const daemons: ChildProcess[] = [];
/** Of the last look: by service, the lines of its servers. */
type Table = ReadonlyMap<string, readonly string[]>;
const seen: Record<Side, Table>[] = [];
/** Seconds that both may take to see who is ill, with 200 checks a second on one processor that emulates another. */
const patience = Number(process.env.LVSCTL_BESIDE_PATIENCE ?? 60);

before(async () => {
  writeFileSync('/run/beside/act', scriptOfChecks, {mode: 0o755});
  for (const side of sides) {
    writeFileSync(`/run/beside/${side}.conf`, keepalivedConf(cases, all, directorAddress[side]), {mode: 0o600});
  }
  await servers.become(wantedIn(0));
  await delay(500); // nginx
  const keepalived = ['-n', '-l', '-C', '-f', '/run/beside/keepalived.conf', '-p', '/run/beside/ka.pid', '-c', '/run/beside/kac.pid'];
  start('keepalived', ['keepalived', ...keepalived]);
  start('lvsctl', [`${repositoryFolder()}/bin/lvsctl`, 'director', 'run', '--config', '/run/beside/lvsctl.conf']);
});

after(async () => {
  for (const daemon of daemons) daemon.kill('SIGTERM');
  await servers.end();
  console.log(table());
  for (const side of sides) console.log(`--- ${side}\n${said(side).slice(-(Number(process.env.LVSCTL_BESIDE_LOG ?? 3000)))}`);
});

for (const [scene, {name}] of scenes.entries())
  test(`the same servers are in and out: ${name}`, async t => {
    if (scene > 0) await servers.become(wantedIn(scene));
    const begun = performance.now();
    let [tables, wrong] = await look(scene);
    while (wrong.length > 0 && performance.now() < begun + patience * 1000) {
      await delay(500);
      [tables, wrong] = await look(scene);
    }
    t.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
    if (wrong.length === 0) {
      await delay(2500); // it stays so
      [tables, wrong] = await look(scene);
    }
    seen[scene] = tables;
    assert.ok(wrong.length === 0, `\n${wrong.join('\n')}`);
  });

test('services are the same', () => {
  const last = seen.at(-1);
  assert.deepEqual([...(last?.lvsctl.keys() ?? [])].sort(), [...(last?.keepalived.keys() ?? [])].sort());
});

function wantedIn(scene: number): Wanted[] {
  return all.map(({id, address, of, place, server}) => ({
    id,
    address,
    port: of.port,
    behaviour: scenes[scene]?.isIll(place) ? server.ill : server.well,
  }));
}

function start(side: Side, words: readonly string[]): void {
  const log = openSync(`/run/beside/${side}.log`, 'w');
  const environment = {...process.env, LVSCTL_RUN_DIR: '/run/beside/lvsctl', TMPDIR: '/run/tmp'};
  daemons.push(
    spawn('ip', ['netns', 'exec', directors[side], ...words], {stdio: ['ignore', log, log], env: environment}),
  );
  closeSync(log);
}

function said(side: Side): string {
  const file = `/run/beside/${side}.log`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function look(scene: number): Promise<[Record<Side, Table>, string[]]> {
  const [keepalived, lvsctl] = await Promise.all(sides.map(tableOf));
  const tables = {keepalived, lvsctl} as Record<Side, Table>;
  return [tables, sides.flatMap(side => differences(scene, side, tables[side]))];
}

async function tableOf(side: Side): Promise<Table> {
  const {stdout} = await run('ip', ['netns', 'exec', directors[side], 'ipvsadm', '-Sn']);
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
    return serviceWords(one, place).flatMap(service => {
      const found = table.get(service) ?? ['no service'];
      const lines = [
        ...found.filter(line => !wanted.includes(line)).map(line => `has ${line}`),
        ...wanted.filter(line => !found.includes(line)).map(line => `lacks ${line}`),
      ];
      return lines.map(line => `${one.name}: ${side} ${line} ${behaviourAt(line, scene)}`);
    });
  });
}

function behaviourAt(line: string, scene: number): string {
  const found = all.find(({address}) => line.includes(` ${address} `));
  return found ? `(${scenes[scene]?.isIll(found.place) ? found.server.ill : found.server.well})` : '';
}

/** What was compared, for a reader. */
function table(): string {
  const rows = cases.flatMap((one, i) =>
    all
      .filter(({of}) => of === one)
      .map(({server, address, letter}) => {
        const stands = sides.map(side =>
          seen.map(tables => standOf(tables[side].get(serviceWords(one, i)[0] as string) ?? [], address)).join(' '),
        );
        const why = stands[0] === stands[1] ? '' : server.ours ? deviations[server.ours.why] : 'DIFFERENT';
        return [`${one.name} ${letter}`, `${server.well} → ${server.ill}`, ...stands, why];
      }),
  );
  const head = ['check', 'well → ill', 'keepalived', 'lvsctl', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]?.length ?? 0)));
  const lines = [head, ...rows].map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
  return `${lines.join('\n')}\n${cases.length} virtual servers, ${all.length} real servers, ${seen.length} scenes`;
}

function standOf(lines: readonly string[], address: string): string {
  return (lines.find(line => line.startsWith(`${address} `))?.slice(address.length + 1) ?? '-').padStart(3);
}
