// Plays docs/tutorial.md with the built program, in a folder of its own. LVSCTL_UPDATE=1 writes its outputs anew.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {normalized, type Step, stepsOf, withOutputs} from './transcript.js';

const noProgram = !existsSync('dist/lvsctl.cjs') && 'needs a build of lvsctl (npm run build)';
const page = readFileSync('docs/tutorial.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-tutorial-'));
after(() => rmSync(folder, {recursive: true, force: true}));
const environment: Record<string, string> = {
  PATH: `${join(process.cwd(), 'bin')}:${process.env.PATH ?? ''}`,
  HOME: folder,
  SUDO_USER: 'ann',
  LANG: 'C.UTF-8',
};

test('every command of the tutorial prints what the tutorial shows', {skip: noProgram}, () => {
  const played: Step[] = [];
  for (const step of stepsOf(page)) {
    const output = play(step.command);
    played.push({command: step.command, output});
    if (process.env.LVSCTL_UPDATE === '1') continue;
    const shown = (lines: readonly string[]) => lines.map(normalized).join('\n');
    assert.equal(shown(output), shown(step.output), `$ ${step.command} (LVSCTL_UPDATE=1 rewrites the page)`);
  }
  if (process.env.LVSCTL_UPDATE === '1') writeFileSync('docs/tutorial.md', withOutputs(page, played));
});

test('at its end the server is back as it was, and the weight that was taken away too', {skip: noProgram}, () => {
  const {stdout} = run('lvsctl list -o json');
  const [service] = (JSON.parse(stdout) as {services: {realServers: {weight: number}[]}[]}).services;
  assert.deepEqual(
    service?.realServers.map(({weight}) => weight),
    [4, 4, 4],
  );
});

/** What a terminal would show. */
function play(command: string): readonly string[] {
  const variable = /^export (\w+)=(\S+)$/.exec(command);
  if (variable) {
    environment[variable[1] as string] = variable[2] as string;
    return [];
  }
  const {stdout, stderr, status} = run(command);
  assert.ok(status === 0 || command.startsWith('lvsctl why'), `${command} ended with ${status}: ${stderr}`);
  if (command.startsWith('lvsctl demo traffic') && !command.includes('--stop')) awaitClients();
  const text = (stdout + stderr).trimEnd().replaceAll(` ${hostname()} `, ' laptop ');
  return text === '' ? [] : text.split('\n').map(line => line.trimEnd());
}

/** Until every server has some, as the reader does who reads the next paragraph. */
function awaitClients(): void {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const {services} = JSON.parse(run('lvsctl list -o json').stdout) as {
      services: {realServers: {activeConnections: number; inactiveConnections: number}[]}[];
    };
    const servers = services.flatMap(({realServers}) => realServers);
    if (servers.every(one => one.activeConnections > 3 && one.inactiveConnections > 3)) return;
  }
  assert.fail('no clients came within 30 s');
}

function run(command: string) {
  return spawnSync('sh', ['-c', command], {cwd: folder, env: environment, encoding: 'utf8', timeout: 60_000});
}
