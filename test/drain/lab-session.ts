import assert from 'node:assert/strict';
import {execFileSync, fork, spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {tableFingerprint} from '../../src/ipvs/fingerprint.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {validTemplates} from '../../src/maintenance/drain/valid-templates.js';
import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import {clients, drained, heldPort, persistentPort, portOf, quietPort, schedulers} from './lab-network.js';
import type {Answered, Asked} from './lab-peer.js';
import {type Started, startCommand} from './start-command.js';
import {until} from './until.js';

/** Runs in the lab's guest: drains on the real kernel, with connections from 60 addresses of a client's namespace. */
const environment = {...process.env, LVSCTL_STATE_DIR: '/run/lvsctl-state'};
const {ipvs} = await openIpvs(linuxKernel);
const ask: Record<string, (asked: Asked) => Promise<Answered>> = {};

const start = (line: string, signal = new AbortController().signal, own = environment): Started =>
  startCommand(line, {file: undefined, environment: own, interrupted: signal});
const run = (line: string) => start(line).ended;
const visit = (ports: readonly number[]) =>
  (ask.cl as (asked: Asked) => Promise<Answered>)({do: 'burst', from: clients, ports});
const client = (asked: Asked) => (ask.cl as (asked: Asked) => Promise<Answered>)(asked);
const ipvsadm = (words: string) => execFileSync('/usr/sbin/ipvsadm', words.split(' '), {encoding: 'utf8'});

async function state(): Promise<string> {
  const sysctls = [...(await ipvs.sysctls())].map(([name, value]) => `${name}=${value}`);
  return [tableFingerprint(await ipvs.table()), ...sysctls].join('\n');
}

let original = '';
before(async () => {
  await Promise.all([
    peer('rs1', 'server', 'rs1'),
    peer('rs2', 'server', 'rs2'),
    peer('bk', 'server', 'bk'),
    peer('cl', 'client', ''),
  ]);
  original = await state();
});

test('dh refuses clients, so its drain is refused, and nothing is changed', async () => {
  const {stderr, code} = await run(`drain ${drained}`);
  assert.equal(code, 4, stderr);
  assert.match(stderr, /scheduler: tcp\/10\.0\.0\.1:9012: scheduler dh refuses the clients/);
  assert.equal(await state(), original);
});

test('60 clients are served before, during and after a drain under every other scheduler, and after its end', async t => {
  const services = schedulers.filter(one => one !== 'dh');
  const ports = services.map(portOf);
  const line = `drain ${drained} --no-wait --service ${ports.map(port => `tcp/10.0.0.1:${port}`).join(',')}`;
  const before_ = await visit(ports);
  const during = visit(ports);
  const begun = await run(line);
  assert.equal(begun.code, 0, begun.stderr);
  const after_ = await during.then(() => visit(ports));
  const ending = visit(ports);
  const ended = await run(`undrain ${drained}`);
  assert.equal(ended.code, 0, ended.stderr);
  for (const each of [before_, await during, after_, await ending]) {
    assert.deepEqual(each.failures, []);
    t.diagnostic(JSON.stringify(each.servers));
  }
  assert.ok((before_.servers.rs1 ?? 0) > 0, 'the server had clients');
  assert.equal(after_.servers.rs1, undefined, 'a drained server gets no new ones');
  assert.equal(await state(), original);
});

test('an open connection goes on through the drain and ends it; new ones go elsewhere; templates are cut', async () => {
  const held = await heldOn('rs1', heldPort);
  const service = `--service tcp/10.0.0.1:${heldPort}`;
  const waiting = start(`drain ${drained} ${service} --timeout 60s`);
  await until(() => /1 connections left/.test(waiting.written()), 'it waits', 30);
  const pinned = await pinnedTo('rs1');
  const cutting = start(`drain ${drained} --service tcp/10.0.0.1:${persistentPort} --cut templates --timeout 60s`);
  await until(async () => (await ipvs.sysctls()).get('expire_quiescent_template') === 1, 'templates are cut', 30);
  for (let i = 0; i < 4; i++)
    assert.deepEqual((await client({do: 'burst', from: [pinned], ports: [heldPort]})).servers, {rs2: 1});
  assert.deepEqual(await client({do: 'burst', from: [pinned], ports: [persistentPort]}), {
    failures: [],
    servers: {rs2: 1},
  });
  assert.deepEqual(await client({do: 'say', kept: held}), {failures: [], servers: {rs1: 1}});
  await client({do: 'close', kept: held});
  const [ended, cut] = await Promise.all([waiting.ended, cutting.ended]);
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  assert.match(ended.stdout, /is drained: no connections are left after/);
  assert.equal(cut.code, 0, cut.stdout + cut.stderr);
  assert.match(
    cut.stdout,
    /expire_quiescent_template acts on this whole network namespace; 1 other server has weight 0/,
  );
  const isPut = async () => (await ipvs.sysctls()).get('expire_quiescent_template') === 0;
  assert.equal(await isPut(), (await templates()) === 0, 'it is 1 while a template points there');
  for (const each of (JSON.parse((await run('drains -o json')).stdout) as {drains: {state: string}[]}).drains)
    assert.equal(each.state, 'drained');
  const back = await run(`undrain ${drained}`);
  assert.equal(back.code, 0, back.stderr);
  assert.equal(await state(), original);
});

test('a weight that somebody puts back is 0 again within a second, and the open connection outlives the undrain', async t => {
  const held = await heldOn('rs1', heldPort);
  await run(`drain ${drained} --no-wait --service tcp/10.0.0.1:${heldPort},tcp/10.0.0.1:${quietPort}`);
  const stop = new AbortController();
  const guard = start('guard', stop.signal);
  await until(() => /guarding/.test(guard.written()), 'it guards', 30);
  ipvsadm(`-e -t 10.0.0.1:${heldPort} -r ${drained}:8080 -m -w 3`);
  const weight = async () => {
    const service = {
      type: 'address',
      protocol: 6,
      address: {family: 'ipv4', value: 0x0a000001},
      port: heldPort,
    } as const;
    return (await ipvs.destinations(service)).find(
      one => one.forwarding === 0 && one.address.family === 'ipv4' && one.address.value === 0xac100202,
    )?.weight;
  };
  const took = await until(async () => (await weight()) === 0, 'the guard has seen it', 30);
  t.diagnostic(`${Math.round(took)} ms`);
  assert.ok(took < 1000, `${took} ms`);
  const other = await run('guard');
  assert.equal(other.code, 4, other.stderr);
  stop.abort();
  assert.equal((await guard.ended).code, 0);
  assert.equal((await run(`undrain ${drained}`)).code, 0);
  assert.deepEqual(await client({do: 'say', kept: held}), {failures: [], servers: {rs1: 1}});
  await client({do: 'close', kept: held});
  assert.equal(await state(), original);
});

test('--then remove --cut connections ends what is left; undrain adds the server as it was', async () => {
  const held = await heldOn('rs1', heldPort);
  const service = `--service tcp/10.0.0.1:${heldPort}`;
  const {stdout, stderr, code} = await run(`drain ${drained} ${service} --then remove --cut connections --timeout 1s`);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /is removed, and \d+ connections with it/);
  assert.equal((await ipvs.sysctls()).get('expire_nodest_conn'), 0);
  const pieces = [...ipvs.connections()].flat();
  assert.ok(
    !pieces.some(
      one =>
        one.virtual.port === heldPort &&
        one.destination.address.family === 'ipv4' &&
        one.destination.address.value === 0xac100202,
    ),
  );
  await client({do: 'close', kept: held});
  assert.equal((await run(`undrain ${drained}`)).code, 0);
  assert.equal(await state(), original);
});

test('where the disk is full or read-only nothing is changed, and --no-journal does it all the same', async () => {
  const line = `drain ${drained} --no-wait --service tcp/10.0.0.1:${quietPort}`;
  mkdirSync('/run/full');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', '/run/full']);
  writeFileSync('/run/full/all', Buffer.alloc(4096));
  for (const options of ['rw', 'ro']) {
    execFileSync('mount', ['-o', `remount,${options}`, '/run/full']);
    const own = {...environment, LVSCTL_STATE_DIR: '/run/full'};
    const there = (words: string) => start(words, undefined, own).ended;
    const refused = await there(line);
    assert.match(refused.stderr, options === 'ro' ? /EROFS|read-only/ : /ENOSPC|no space/);
    assert.equal(refused.code, 4, refused.stderr);
    assert.equal(await state(), original);
    const forced = await there(`${line} --no-journal`);
    assert.equal(forced.code, 0, forced.stderr);
    assert.match(
      forced.stderr,
      /What takes it back:\n +ipvsadm -e -t 10\.0\.0\.1:9300 -r 172\.16\.2\.2:9300 -i -w 7 -x 100 -y 50/,
    );
    const back = /ipvsadm (-e .*)/.exec(forced.stderr)?.[1] ?? '';
    ipvsadm(back);
    assert.equal(await state(), original);
  }
  execFileSync('mount', ['-o', 'remount,rw', '/run/full']);
});

const kills = isSoak() ? 40 : 3;

test(`all comes back after ${kills} drains and undrains that are killed`, async t => {
  const random = chance(seedOfRun());
  const seen: string[] = [];
  for (let i = 0; i < kills; i++) {
    const service = `--service ${[portOf('sh'), heldPort, quietPort].map(port => `tcp/10.0.0.1:${port}`).join(',')}`;
    const isUndrain = i % 2 === 1;
    if (isUndrain) assert.equal((await run(`drain ${drained} --no-wait ${service}`)).code, 0);
    await runAndKill(isUndrain ? `undrain ${drained}` : `drain ${drained} --no-wait ${service}`, random.below(120));
    const [drain] = (JSON.parse((await run('drains -o json')).stdout) as {drains: {state: string}[]}).drains;
    seen.push(drain?.state ?? 'none');
    if (!drain) assert.equal(await state(), original);
    else assert.equal((await run(`undrain ${drained}`)).code, 0);
    assert.equal(await state(), original);
  }
  t.diagnostic(seen.join(' '));
});

/** Opens connections until one is on that server, and keeps them all. @returns its number */
let opened = 0;
async function heldOn(server: string, port: number): Promise<number> {
  for (let i = 0; i < 8; i++) {
    const {servers} = await client({do: 'open', from: clients[0] as string, port});
    opened++;
    if (servers[server] === 1) return opened - 1;
    await client({do: 'close', kept: opened - 1});
  }
  throw new Error(`none on ${server}`);
}

/** How many point to the drained server. */
async function templates(): Promise<number> {
  return validTemplates([{address: {family: 'ipv4', value: 0xac100202}, port: 8080}], ipvs.connections()).count;
}

/** A client whose template points there. */
async function pinnedTo(server: string): Promise<string> {
  for (const from of clients.slice(10, 20))
    if ((await client({do: 'burst', from: [from], ports: [persistentPort]})).servers[server] === 1) return from;
  throw new Error(`none on ${server}`);
}

async function runAndKill(line: string, delay: number): Promise<void> {
  const program = fileURLToPath(new URL('./drain-program.js', import.meta.url));
  const child = fork(program, line.split(' '), {env: environment, silent: true});
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', () => resolve());
    child.once('message', () => {
      child.send('go');
      setTimeout(() => child.kill('SIGKILL'), delay);
    });
  });
}

async function peer(netns: string, role: string, name: string): Promise<void> {
  const program = fileURLToPath(new URL('./lab-peer.js', import.meta.url));
  const child = spawn('ip', ['netns', 'exec', netns, process.execPath, program, role, name], {
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
