import assert from 'node:assert/strict';
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {ChecksReport} from '../../src/director/protocol/checks-report.js';
import {ldirectordLog, maintenanceFile} from './checks-lab.js';

/** Runs in the lab's guest: real keepalived and real ldirectord, and what `lvsctl checks` tells of them. */
const entry = fileURLToPath(new URL('../../src/entry.js', import.meta.url));
const environment = {...process.env, LVSCTL_STATE_DIR: '/run/lvsctl-state', LVSCTL_RUN_DIR: '/run/lvsctl'};
let server: ChildProcess;
let keepalived: ChildProcess;
let said = '';

before(async () => {
  serve();
  keepalived = start('keepalived', [
    '-nlDC',
    '-f',
    '/run/keepalived.conf',
    '-p',
    '/run/keepalived/parent',
    '-c',
    '/run/keepalived/checker',
  ]);
  await until(
    'keepalived has checked',
    () => said.includes('Removing service [127.0.0.3]') || said.includes('Lost quorum'),
  );
});

test('keepalived tells by its dump which servers work, of addresses, marks and groups', async () => {
  const {report, status, stderr} = await eventually('every check has run', ({pools}) =>
    pools.every(({servers}) => servers.every(({state}) => state !== 'unknown')),
  );
  assert.equal(status, 1, stderr);
  assert.equal(report.source, 'keepalived');
  const found = report.pools.map(({name, services, quorum, servers}) => [
    name,
    services.length,
    quorum?.isThere,
    servers.map(one => [one.name, one.state, one.layer, one.weight, one.configuredWeight, one.checks.length]),
  ]);
  assert.deepEqual(found, [
    [
      'TCP 10.0.0.1:80',
      1,
      true,
      [
        ['127.0.0.2:8001', 'up', undefined, 3, 3, 1],
        ['127.0.0.3:8001', 'down', undefined, undefined, 2, 1],
      ],
    ],
    ['FWM 7', 1, true, [['127.0.0.2:8001', 'up', undefined, 1, 1, 1]]],
    ['pair', 2, false, [['127.0.0.2:8001', 'down', 'L7', 0, 4, 1]]],
  ]);
  assert.match(
    report.pools[2]?.servers[0]?.reason ?? '',
    /^HTTP_GET 127\.0\.0\.2:8001 \/nothing: it fails at \/nothing$/,
  );
});

test('its checks are run on request in the process of lvsctl, and tell why', () => {
  const {stdout, status} = lvsctl('checks', 'run', '127.0.0.3:8001');
  assert.match(stdout, /^TCP 10\.0\.0\.1:80 {2}127\.0\.0\.3:8001 {2}TCP 127\.0\.0\.3:8001\n.*down at L4: /);
  assert.equal(status, 1);
});

test('a weight by hand is an operator who wins', () => {
  assert.equal(spawnSync('ipvsadm', '-e -t 10.0.0.1:80 -r 127.0.0.2:8001 -m -w 9'.split(' ')).status, 0);
  const {report} = checks('127.0.0.2:8001');
  assert.equal(report.pools[0]?.servers[0]?.operator, 'weight 9, by hand');
});

test('its log tells since when, and why', () => {
  writeFileSync('/run/keepalived.log', said);
  const {stdout} = lvsctl('checks', 'history', '127.0.0.3:8001', '--log', '/run/keepalived.log');
  assert.match(stdout, / down .*127\.0\.0\.3/);
});

test('its FIFO tells of changes, without asking it again', async () => {
  const watching = spawn(process.execPath, [entry, 'lvsctl', 'checks', '127.0.0.2:8001', '--watch', '-o', 'json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [watching.stdout, watching.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (told += text));
  await until('it watches', () => told.includes('"up"'));
  server.kill('SIGKILL');
  await until('it told that it is down', () => /"reason":"keepalived has it down"/.test(told));
  serve();
  await until(
    'it told that it is up again',
    () => told.trimEnd().split('\n').at(-1)?.includes('"state":"up"') === true,
  );
  watching.kill('SIGINT');
});

test('one that is stopped is not waited for, and says so', () => {
  keepalived.kill('SIGSTOP');
  const {stderr, status} = lvsctl('checks');
  keepalived.kill('SIGCONT');
  assert.match(stderr, /it is stopped \(SIGSTOP\)/);
  assert.equal(status, 2);
});

test('ldirectord tells by its monitorfile, its log and its maintenance folder', async () => {
  keepalived.kill('SIGTERM');
  await until('keepalived has ended', () => keepalived.exitCode !== null || keepalived.signalCode !== null);
  start('ldirectord', ['/run/ldirectord.cf', 'start']);
  const {report, status} = await eventually(
    'all is written down',
    ({source, pools}) =>
      source === 'ldirectord' && pools[0]?.servers.every(({checks}) => checks[0]?.lastAt !== undefined) === true,
  );
  assert.equal(status, 1);
  const servers = report.pools[0]?.servers ?? [];
  assert.deepEqual(
    servers.map(({name, state, weight, configuredWeight}) => [name, state, weight, configuredWeight]),
    [
      ['127.0.0.2:8001', 'up', 5, 5],
      ['127.0.0.4:8001', 'down', 0, 3],
      ['127.0.0.5:8001', 'down', 0, 2],
    ],
  );
  assert.match(servers[2]?.operator ?? '', /^in maintenance by .*127\.0\.0\.5:8001: new disk$/);
  assert.ok(servers[1]?.since);
});

test('and when a server goes', async () => {
  server.kill('SIGKILL');
  const {report} = await eventually('it is down', ({pools}) => pools[0]?.servers[0]?.state === 'down');
  assert.ok((report.pools[0]?.servers[0]?.since ?? 0) > 0);
  const {stdout} = lvsctl('checks', 'history', '127.0.0.2:8001');
  assert.match(stdout, / down /);
  rmSync(maintenanceFile);
});

function start(name: string, words: readonly string[]): ChildProcess {
  const child = spawn(name, words, {stdio: ['ignore', 'pipe', 'pipe']});
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => (said += text));
  return child;
}

function serve(): void {
  server = spawn('busybox', ['httpd', '-f', '-h', '/run/www', '-p', '127.0.0.2:8001'], {stdio: 'ignore'});
}

function lvsctl(...words: string[]) {
  return spawnSync(process.execPath, [entry, 'lvsctl', ...words], {encoding: 'utf8', env: environment});
}

function checks(...words: string[]) {
  const {stdout, stderr, status} = lvsctl('checks', '-o', 'json', ...words);
  assert.notEqual(stdout, '', stderr);
  return {report: JSON.parse(stdout) as ChecksReport, stderr, status};
}

async function eventually(what: string, isSo: (report: ChecksReport) => boolean) {
  for (let tries = 0; ; tries++) {
    const {stdout, stderr, status} = lvsctl('checks', '-o', 'json');
    const report = stdout === '' ? undefined : (JSON.parse(stdout) as ChecksReport);
    if (report && isSo(report)) return {report, stderr, status};
    const log = existsSync(ldirectordLog) ? readFileSync(ldirectordLog, 'utf8') : '';
    assert.ok(tries < 40, `it never came to that: ${what}\n${stdout}${stderr}${said.slice(-2000)}${log.slice(-1000)}`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const begunAt = performance.now();
  while (!isSo()) {
    assert.ok(performance.now() - begunAt < 40_000, `waited until ${what}\n${said.slice(-3000)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
