import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {before, test} from 'node:test';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../src/kernel/linux-kernel.js';
import {linuxResolver} from '../../src/kernel/names/linux-resolver.js';
import {openOwners} from '../../src/managers/open-owners.js';
import {openThisMachine} from '../../src/this-machine.js';
import {startCommand} from '../drain/start-command.js';
import {
  drained,
  drainedWeight,
  heavierWeight,
  type Kept,
  ldirectordLog,
  maintenanceFile,
  other,
  otherWeight,
  services,
  sorryService,
  trackedFile,
} from './lab-director.js';
import {placeOfText} from './places.js';
import {WeightTrace} from './weight-trace.js';

/** Runs in the lab's guest, in the director's namespace: keepalived, two ldirectords, and lvsctl's drains. */
const environment = {...process.env, LVSCTL_STATE_DIR: '/run/lvsctl-state'};
const {ipvs} = await openIpvs(linuxKernel);
const owners = openOwners({machine: openThisMachine(), host: 'director', resolver: linuxResolver()});
const trace = new WeightTrace(ipvs, drained);
const stopGuard = new AbortController();
const servers = new Map<number, ChildProcess[]>();
let keepalived: Program;
let guard: ReturnType<typeof start>;

const keptByDaemon = ['file', 'folder'] as const satisfies readonly Kept[];
const keptByWatch = ['deleting', 'inhibiting', 'removing', 'quiescing'] as const satisfies readonly Kept[];
const all: readonly Kept[] = [...keptByDaemon, ...keptByWatch];

before(async () => {
  serve(1);
  serve(2);
  const pidFiles = ['-p', '/run/keepalived/parent', '-c', '/run/keepalived/checker'];
  keepalived = program('keepalived', ['-nlDC', '-f', '/run/keepalived.conf', ...pidFiles]);
  program('ldirectord', ['/run/ldirectord.cf', 'start']);
  program('ldirectord', ['/run/other.cf', 'start']);
  await until('all have their weights', async () => {
    return (await hasEverywhere(drainedWeight)) && (await hasEverywhere(otherWeight, new WeightTrace(ipvs, other)));
  });
});

test('whose each destination is, and how a drain of it would last', async () => {
  for (const owner of owners) await owner.look();
  const found = all.map(kept => {
    const {service, destination} = placeOf(kept);
    const ownership = owners.map(owner => owner.ownershipOf(service, destination)).find(one => one !== undefined);
    return [kept, ownership?.owner, ownership?.configuredWeight, ownership?.way];
  });
  const watch = {type: 'watch'};
  assert.deepEqual(found, [
    ['file', 'keepalived', 3, {type: 'file', path: trackedFile, value: '-2147483647', undo: '0'}],
    ['folder', 'ldirectord', 3, {type: 'folder', path: maintenanceFile}],
    ['deleting', 'keepalived', 3, watch],
    ['inhibiting', 'keepalived', 3, watch],
    ['removing', 'ldirectord', 3, watch],
    ['quiescing', 'ldirectord', 3, watch],
  ]);
});

test('a drain tells the daemons that can keep it', async () => {
  const {code, stdout, stderr} = await run(`drain ${drained} --no-wait --reason upgrade`);
  assert.equal(code, 0, stdout + stderr);
  assert.ok(await hasEverywhere(0));
  assert.equal(readFileSync(trackedFile, 'utf8'), '-2147483647\n');
  assert.equal(readFileSync(maintenanceFile, 'utf8'), 'drained by lvsctl for alice\nreason: upgrade\n');
  await until('keepalived has read it', () =>
    keepalived.said().includes('Changing weight from 3 to 0 for active service'),
  );
});

test('a server whose checks fail is let go or stays at 0, as its daemon has it', async () => {
  guard = start('guard', stopGuard.signal);
  await until('it guards', () => guard.written().includes('guarding'));
  trace.start();
  stopServing(1);
  await until('the failure is seen', async () => {
    const weights = await trace.now();
    const isLetGo = (['file', 'deleting', 'removing'] as const).every(kept => !weights.has(services[kept]));
    return isLetGo && keepalived.said().includes(`Disabling service [${drained}]:tcp:80 of`);
  });
});

test('when it recovers, those that a daemon puts back are at 0 again', async () => {
  serve(1);
  await until('all are back, and at 0', async () => {
    const isPutBack = keptByWatch.every(kept => guard.written().includes(services[kept]));
    return isPutBack && (await hasEverywhere(0));
  });
});

test('over a reload with another weight too, it is drained all the time where the daemon keeps it, else within a second', async t => {
  const path = '/run/keepalived.conf';
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(`weight ${drainedWeight}\n`));
  writeFileSync(path, text.replace(`weight ${drainedWeight}\n`, `weight ${heavierWeight}\n`)); // of the first service
  keepalived.child.kill('SIGHUP');
  await until('it has reloaded', () => /Reload(ing)? (finished|complete)/i.test(keepalived.said()), 10);
  assert.ok(await hasEverywhere(0));
  await trace.end();
  t.diagnostic(guard.written());
  for (const kept of all) {
    const story = trace.story(services[kept]).map(weight => weight ?? '-');
    t.diagnostic(`${kept}: ${story.join(' ')}, at most ${Math.round(trace.longestWeight(services[kept]))} ms`);
  }
  for (const kept of keptByDaemon) assert.equal(trace.longestWeight(services[kept]), 0, kept);
  for (const kept of keptByWatch) assert.ok(trace.longestWeight(services[kept]) < 1000, kept);
});

test('undrain gives the weights back, and the daemons agree', async () => {
  stopGuard.abort();
  assert.equal((await guard.ended).code, 0);
  const {code, stdout, stderr} = await run(`undrain ${drained}`);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /is configured with 30 since, which it gets/);
  const hasOwners = async () => {
    const weights = await trace.now();
    return all.every(kept => weights.get(services[kept]) === (kept === 'file' ? heavierWeight : drainedWeight));
  };
  assert.ok(await hasOwners(), JSON.stringify([...(await trace.now())]));
  assert.equal(readFileSync(trackedFile, 'utf8'), '0\n');
  assert.equal(existsSync(maintenanceFile), false);
  await until('keepalived has read it', () => keepalived.said().includes('Changing weight from 0 to 30'));
  assert.ok(await hasOwners());
});

test('a tracked file is not used where keepalived would delete the server for its sorry server', async () => {
  const {service, file} = sorryService;
  for (const owner of owners) await owner.look();
  const place = placeOfText(service, `${other}:80`);
  const ownership = owners[0]?.ownershipOf(place.service, place.destination);
  assert.deepEqual(ownership?.way, {type: 'watch'});
  assert.match(
    ownership?.warnings.join() ?? '',
    /the quorum 1 .* would be lost, and keepalived would delete its servers/,
  );
  assert.equal((await new WeightTrace(ipvs, other).now()).get(service), otherWeight);
  writeFileSync(file, '-2147483647');
  await until('it does so', async () => {
    const isGone = !(await new WeightTrace(ipvs, other).now()).has(service);
    return isGone && (await trace.now()).get(service) === 1;
  });
});

interface Program {
  readonly child: ChildProcess;
  readonly said: () => string;
}

function program(name: string, words: readonly string[]): Program {
  const child = spawn(name, words, {stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text));
  return {child, said: () => said};
}

function serve(number: number): void {
  const httpd = ['netns', 'exec', `server${number}`, 'busybox', 'httpd', '-f', '-h', '/run/www', '-p'];
  servers.set(
    number,
    ['80', '81'].map(port => spawn('ip', [...httpd, port], {stdio: 'ignore'})),
  );
}

function stopServing(number: number): void {
  for (const server of servers.get(number) ?? []) server.kill('SIGKILL');
}

function start(line: string, signal = new AbortController().signal) {
  return startCommand(line, {file: undefined, environment, interrupted: signal, own: {owners}});
}

function run(line: string) {
  return start(line).ended;
}

async function hasEverywhere(weight: number, server = trace): Promise<boolean> {
  const weights = await server.now();
  return all.every(kept => weights.get(services[kept]) === weight);
}

function placeOf(kept: Kept) {
  const service = services[kept];
  return placeOfText(service, `${drained}:${service.split(':')[1]}`);
}

async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds = 40): Promise<void> {
  const begunAt = performance.now();
  while (!(await isSo())) {
    const log = () => (existsSync(ldirectordLog) ? readFileSync(ldirectordLog, 'utf8') : '');
    const isLate = performance.now() - begunAt > seconds * 1000;
    assert.ok(!isLate, `waited ${seconds} s until ${what}\n${keepalived.said().slice(-3000)}\n${log().slice(-3000)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
