import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {setTimeout as delay} from 'node:timers/promises';
import {before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Pool} from '../../../src/config/pools/pool-configuration.js';
import {ByHandFile} from '../../../src/director/table/by-hand-file.js';
import {TableKeeper} from '../../../src/director/table/table-keeper.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../../src/kernel/linux-kernel.js';
import {DrainStore} from '../../../src/maintenance/drain/drain-store.js';
import {statePlaceOfKernel} from '../../../src/maintenance/state/state-place.js';
import type {Answered, Asked} from '../../drain/lab-peer.js';
import {startCommand} from '../../drain/start-command.js';
import {tableOf} from './keeping.js';
import {configurationOf, pool, standing, type To} from './pools.js';

/** Runs in the lab's guest: the keeper on the real kernel, with connections through it, real ipvsadm and real drains. */
const environment = {...process.env, LVSCTL_STATE_DIR: '/run/lvsctl-state'};
const place = statePlaceOfKernel(environment);
const {ipvs} = await openIpvs(linuxKernel);
const told: string[] = [];
const byHand = new ByHandFile('/run/lvsctl-table/by-hand.json', place.boot, place.namespace);
const ask: Record<string, (asked: Asked) => Promise<Answered>> = {};

const [rs1, rs2, bk] = ['172.16.2.2:8080', '172.16.3.2:8080', '172.16.4.2:8080'] as const;
const service = '-t 10.0.0.1:80';
const web = pool([`-A ${service} -s wrr`, `-a ${service} -r ${rs1} -m -w 3`, `-a ${service} -r ${rs2} -m -w 2`]);
let keeper = newKeeper();

function newKeeper(): TableKeeper {
  const store = new DrainStore(`${place.folder}/drains/${place.namespace}`);
  return new TableKeeper({
    ipvs,
    boot: place.boot,
    drains: () => store.read(),
    byHand,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    pause: () => new Promise(setImmediate),
    tell: (severity, words) => told.push(`${severity}: ${words}`),
  });
}

before(async () => {
  await Promise.all([peer('rs1', 'server'), peer('rs2', 'server'), peer('bk', 'server'), peer('cl', 'client')]);
  const lines = [`-A ${service} -s wrr`, `-a ${service} -r ${rs1} -m -w 3`, `-a ${service} -r ${rs2} -m -w 2`];
  for (const line of lines) ipvsadm(line);
});

test('a table with live connections is adopted, and they go on', async () => {
  for (let i = 0; i < 5; i++) await client({do: 'open', from: '172.16.1.2', port: 80});
  const connections = allConnections();
  assert.equal(connections.length, 5);
  const present = await keeper.adopt(configurationOf(web));
  assert.deepEqual([...(present.get(web.name) ?? [])].sort(), [rs1, rs2]);
  await stands(web, {[rs1]: 'as-is', [rs2]: 'as-is'});
  await stands(web);
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2});
  await keptSay();
  assert.deepEqual(allConnections(), connections);
});

test('a reload with another scheduler, other weights and another server keeps every connection', async () => {
  const connections = allConnections();
  const next = pool([
    `-A ${service} -s wlc`,
    `-a ${service} -r ${rs1} -m -w 1`,
    `-a ${service} -r ${rs2} -m -w 1`,
    `-a ${service} -r ${bk} -m -w 1`,
  ]);
  const second = pool(['-A -t 10.0.0.1:81 -s rr', `-a -t 10.0.0.1:81 -r ${rs1} -m`]);
  await keeper.adopt(configurationOf(next, second));
  await stands(next);
  await stands(second);
  assert.deepEqual(await servers(), {[rs1]: 1, [rs2]: 1, [bk]: 1});
  assert.deepEqual(allConnections(), connections);
  await keptSay();
  await keeper.adopt(configurationOf(web));
  await stands(web);
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2});
  assert.deepEqual(allConnections(), connections);
  await keptSay();
});

test('servers that a reload leaves out keep their connections, and go when those have ended', async () => {
  const connections = allConnections();
  const only = pool([`-A ${service} -s wrr`, `-a ${service} -r ${bk} -m -w 1`]);
  await keeper.adopt(configurationOf(only));
  await stands(only);
  assert.deepEqual(await servers(), {[rs1]: 0, [rs2]: 0, [bk]: 1});
  assert.deepEqual((await client({do: 'open', from: '172.16.1.2', port: 80})).servers, {bk: 1});
  await keptSay();
  await keeper.compare();
  await keeper.adopt(configurationOf(web));
  await stands(web);
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2, [bk]: 0});
  assert.match(told.join('\n'), /notice: 172\.16\.4\.2:8080 of tcp\/10\.0\.0\.1:80 leaves: /);
  await keeper.compare();
  await keptSay();
  assert.deepEqual(await client({do: 'say', kept: 5}), {failures: [], servers: {bk: 1}});
  await client({do: 'close', kept: 5});
  for (let i = 0; i < 60 && (await servers())[bk] !== undefined; i++) {
    await delay(500); // the kernel keeps what was reset for ten seconds
    await keeper.compare();
  }
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2});
  assert.deepEqual(allConnections(), connections);
});

test('what is done by ipvsadm counts, over a failure and over another process too', async () => {
  ipvsadm(`-e ${service} -r ${rs2} -m -w 0`);
  await keeper.compare();
  assert.equal(keeper.operatorOf(web.name, rs2), 'weight 0, by hand');
  await stands(web, {[rs2]: 'out'});
  await stands(web);
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 0});
  await keeper.close(false);
  keeper = newKeeper();
  await keeper.adopt(configurationOf(web));
  await stands(web);
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 0});
  const {servers: answered, failures} = await client({do: 'burst', from: clients, ports: [80]});
  assert.deepEqual([failures, Object.keys(answered)], [[], ['rs1']]);
  ipvsadm(`-e ${service} -r ${rs2} -m -w 2`);
  await keeper.compare();
  assert.equal(keeper.operatorOf(web.name, rs2), undefined);
});

test('a table that is cleared by hand is put back', async () => {
  ipvsadm('-C');
  await keeper.compare();
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2});
  assert.match(told.join('\n'), /tcp\/10\.0\.0\.1:80 was gone, not by this director: it is put back/);
  assert.deepEqual((await client({do: 'burst', from: clients, ports: [80]})).failures, []);
});

test('lvsctl drain beside it lasts, and its undrain gives the server back to the checks', async () => {
  const drained = await run('drain 172.16.2.2 --no-wait --reason kernel');
  assert.equal(drained.code, 0, drained.stderr);
  await stands(web, {[rs1]: 4});
  assert.deepEqual(await servers(), {[rs1]: 0, [rs2]: 2});
  assert.equal(keeper.operatorOf(web.name, rs1), 'drained by alice: kernel');
  await stands(web, {[rs1]: 'out'});
  await stands(web);
  await keeper.compare();
  assert.deepEqual(await servers(), {[rs1]: 0, [rs2]: 2});
  const ended = await run('undrain 172.16.2.2');
  assert.equal(ended.code, 0, ended.stderr);
  await keeper.compare();
  assert.deepEqual(await servers(), {[rs1]: 3, [rs2]: 2});
  assert.equal(keeper.operatorOf(web.name, rs1), undefined);
});

test('in a table of 1,000 services with 10 servers each a failure is in the kernel at once', async t => {
  const pools = Array.from({length: 1000}, (_, i): Pool => {
    const own = `-t 10.9.${i >> 8}.${i & 255}:80`;
    return pool([
      `-A ${own} -s wlc`,
      ...Array.from({length: 10}, (_, j) => `-a ${own} -r 172.16.2.${j + 10}:80 -m -w 3`),
    ]);
  });
  const all = [web, ...pools];
  const adopting = await timed(() => keeper.adopt(configurationOf(...all)));
  const building = await timed(async () => {
    for (const one of all) keeper.note(standing(one));
    await keeper.idle();
  });
  assert.equal((await ipvs.serviceConfigurations()).length, 1001);
  const again = await timed(() => keeper.adopt(configurationOf(...all)));
  const comparing = await timed(() => keeper.compare());
  const latencies: number[] = [];
  for (let i = 0; i < 40; i++) {
    const one = pools[(i * 37) % 1000] as Pool;
    const server = one.servers[3]?.name as string;
    latencies.push(await timed(() => stands(one, {[server]: i % 2 === 0 ? 'quiesced' : 'out'})));
    const destinations = await ipvs.destinationConfigurations((one.services[0] as Pool['services'][0]).id);
    assert.equal(destinations.filter(({weight}) => weight === 3).length, 9);
  }
  latencies.sort((a, b) => a - b);
  const during: number[] = [];
  const comparison = keeper.compare();
  for (let i = 0; i < 10; i++)
    during.push(await timed(() => stands(pools[500 + i] as Pool, {'172.16.2.11:80': 'out'})));
  await comparison;
  const ms = (value: number | undefined) => `${value?.toFixed(1)} ms`;
  t.diagnostic(
    `adopted ${ms(adopting)}, built ${ms(building)}, reloaded ${ms(again)}, compared ${ms(comparing)}; a change ${ms(latencies[20])}, at most ${ms(latencies[39])}; during a comparison at most ${ms(Math.max(...during))}`,
  );
});

test('what is cleared at the end is its own, and no more', async () => {
  ipvsadm(`-a ${service} -r ${bk} -m -w 5`);
  await keeper.close(true);
  assert.deepEqual(await tableOf(ipvs), [`tcp/10.0.0.1:80 ${bk} 5`, 'tcp/10.0.0.1:80 wrr']);
});

const clients = ['172.16.1.2', '172.16.1.12', '172.16.1.13', '172.16.1.14'];

async function stands(of: Pool, to: Readonly<Record<string, To>> = {}): Promise<void> {
  keeper.note(standing(of, to));
  await keeper.idle();
}

async function servers(): Promise<Readonly<Record<string, number>>> {
  const found = (await tableOf(ipvs)).flatMap(line => {
    const [name, server, weight] = line.split(' ');
    return name === 'tcp/10.0.0.1:80' && weight !== undefined ? [[server, Number(weight)] as const] : [];
  });
  return Object.fromEntries(found) as Record<string, number>;
}

/** The five that are held open, each as client, port and server. */
function allConnections(): readonly string[] {
  return [...ipvs.connections()]
    .flat()
    .filter(({virtual}) => virtual.port === 80)
    .map(one => JSON.stringify([one.client, one.destination]))
    .sort();
}

async function keptSay(): Promise<void> {
  for (let kept = 0; kept < 5; kept++) assert.deepEqual((await client({do: 'say', kept})).failures, []);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}

function client(asked: Asked): Promise<Answered> {
  return (ask.cl as (asked: Asked) => Promise<Answered>)(asked);
}

function run(line: string) {
  return startCommand(line, {file: undefined, environment, interrupted: new AbortController().signal}).ended;
}

function ipvsadm(words: string): void {
  execFileSync('/usr/sbin/ipvsadm', words.split(' '));
}

async function peer(netns: string, role: string): Promise<void> {
  const program = fileURLToPath(new URL('../../drain/lab-peer.js', import.meta.url));
  const child = spawn('ip', ['netns', 'exec', netns, process.execPath, program, role, netns], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.unref();
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  await lines.next();
  ask[netns] = async asked => {
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    return JSON.parse((await lines.next()).value as string) as Answered;
  };
}
