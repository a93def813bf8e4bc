import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, test} from 'node:test';
import {openShell} from '../terminal/shell.js';
import type {Terminal} from '../terminal/terminal.js';
import {type Dashboard, openDashboard} from './dashboard.js';
import {User} from './job.js';

/** Runs in the lab's guest: the dashboard on the real kernel, with the traffic that dashboard.lab.test.ts makes. */
const web = '-t 10.0.0.1:80';
const first = `${web} -r 172.16.2.2:8080`;
const second = `${web} -r 172.16.3.2:8080`;

const ipvsadm = (command: string, input?: string): string =>
  execFileSync('/usr/sbin/ipvsadm', command.split(' '), {encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'inherit']});
const rules = () => ipvsadm('-Sn').trim().split('\n').sort();
const modprobe = (...words: string[]) => execFileSync('modprobe', ['-d', '/run/mods', ...words], {stdio: 'inherit'});

const terminals: Terminal[] = [];
let dashboard: Dashboard;
after(async () => {
  for (const terminal of terminals) await terminal.close();
});

test('the real kernel’s table is shown, with no mark of another', async () => {
  dashboard = await openDashboard({words: ['--interval', '1']});
  terminals.push(dashboard.terminal);
  assert.match(dashboard.bar(), /^ lvsctl {2}lab /);
  await dashboard.until(() => dashboard.names().length === 5);
  assert.match(dashboard.row('172.16.2.2:8080') ?? '', /Masq +1 /);
});

test('traffic from a namespace is seen as rates and connections', async () => {
  await dashboard.untilRow('tcp/10.0.0.1:80', /rr +3 +\d+ +[1-9]\d* +[1-9]\d* +[1-9][\d.]*[kM]? +[1-9][\d.]*[kM]? /);
  await dashboard.untilRow('udp/10.0.0.1:53', /rr +1 +\d+ +[1-9]\d* +[1-9]\d* /);
  await dashboard.until(() => /[1-9]\d* +conn\/s/.test(dashboard.terminal.screen()[1] ?? ''), {
    what: 'the sum of rates',
  });
  dashboard.press('2');
  await dashboard.until(/UDP +172\.16\.1\.2:\d+ +10\.0\.0\.1:53 +172\.16\.2\.2:53 +UDP/);
  await dashboard.until(/TCP +172\.16\.1\.2:\d+ +10\.0\.0\.1:80 +172\.16\.[23]\.2:8080 +[A-Z_]+/);
  dashboard.press('3');
  await dashboard.until(/connections +[1-9]\d* +[1-9]/);
  dashboard.press('1');
  await dashboard.until(() => dashboard.titles().includes('SERVICE'));
});

test('weights are set, quiesced, restored and taken back', async () => {
  await dashboard.choose('172.16.2.2:8080');
  await make(['+'], '-w 2', 'Enter');
  assert.ok(rules().includes(`-a ${first} -m -w 2`));
  await make(['x'], '-w 0', 'Enter');
  assert.ok(rules().includes(`-a ${first} -m -w 0`));
  await dashboard.untilRow('172.16.2.2:8080', /^[dq] .* 0 .*(draining|quiesced)/);
  await make(['R'], '-w 2', 'Enter');
  assert.ok(rules().includes(`-a ${first} -m -w 2`));
  dashboard.press('u');
  await dashboard.untilStatus('Done: undo');
  assert.ok(rules().includes(`-a ${first} -m -w 0`));
  await dashboard.untilRow('172.16.2.2:8080', /^[dq] /);
  await make(['R'], '-w 2', 'Enter');
});

test('services and real servers are added, refused, deleted and taken back', async () => {
  const before = rules();
  dashboard.enter(':-A -t 10.0.0.1:81 -s mh');
  await make([], '-A -t 10.0.0.1:81 -s mh', 'Enter');
  await dashboard.untilRow('tcp/10.0.0.1:81', /^! .* mh .*no real servers/);
  dashboard.enter(':-a -t 10.0.0.1:81 -r 172.16.2.2:81 -m -w 7');
  await make([], '-r 172.16.2.2:81 -m -w 7', 'Enter');
  await dashboard.untilRow('172.16.2.2:81', /Masq +7 /);
  assert.deepEqual(
    rules().filter(rule => !before.includes(rule)),
    ['-A -t 10.0.0.1:81 -s mh', '-a -t 10.0.0.1:81 -r 172.16.2.2:81 -m -w 7'],
  );
  dashboard.enter(':-A -t 10.0.0.1:81');
  await dashboard.until(() => / apply /.test(dashboard.keys()));
  dashboard.press('Enter');
  await dashboard.untilStatus('The kernel refused: Service already exists');
  await dashboard.choose('tcp/10.0.0.1:81');
  await make(['d'], '-D -t 10.0.0.1:81', 'y');
  assert.deepEqual(rules(), before);
  dashboard.press('u');
  await dashboard.untilStatus('Done: undo');
  assert.equal(rules().length, before.length + 2);
  await dashboard.untilRow('172.16.2.2:81', /Masq +7 /);
});

test('what ipvsadm changes is among the events', async () => {
  ipvsadm(`-e ${second} -m -w 9`);
  ipvsadm('-D -t 10.0.0.1:81');
  dashboard.press('6');
  await dashboard.until(/others {2}172\.16\.3\.2:8080 of tcp\/10\.0\.0\.1:80: weight 2 → 9/);
  await dashboard.until(/others {2}tcp\/10\.0\.0\.1:81 was deleted/);
  dashboard.press('1');
});

test('the module can go, which is told, and come back', async () => {
  const before = rules().join('\n');
  ipvsadm('-C');
  modprobe('-r', ...loadedModules());
  await dashboard.until(() => / STALE \d+s\s*$/.test(dashboard.bar()), {what: 'STALE'});
  await dashboard.untilStatus('This kernel has no IPVS now: load it with `modprobe ip_vs`.');
  modprobe('ip_vs');
  await dashboard.untilFresh();
  await dashboard.until('The table is empty.');
  ipvsadm('-R', before);
  await dashboard.untilRow('tcp/10.0.0.1:80', /rr /);
  assert.equal(dashboard.status().includes('no IPVS'), false);
});

test('a signal leaves the terminal as it was', async () => {
  const shell = await openShell({columns: 120, rows: 30, cwd: '/run'});
  terminals.push(shell.terminal);
  const user = new User(shell, '/run', true);
  await shell.run('echo what was there before');
  await user.start('--interval 1');
  user.signal('SIGTERM');
  assert.equal(await user.status(), 143);
  user.assertRestored('what was there before');
  dashboard.press('q');
  assert.equal((await dashboard.terminal.exited).status, 0);
  assert.ok(dashboard.terminal.isCooked() && !dashboard.terminal.isAlternate());
});

/** Presses keys, waits for the shown change, makes it, and waits until it is made. */
async function make(keys: string[], shows: string, confirmed: string): Promise<void> {
  dashboard.press(...keys);
  await dashboard.until(() => dashboard.status().includes(shows) && / apply /.test(dashboard.keys()), {what: shows});
  dashboard.press(confirmed);
  await dashboard.untilStatus(/^Done: /);
}

/** Of IPVS, those that need others first. */
function loadedModules(): string[] {
  const modules = execFileSync('lsmod', {encoding: 'utf8'}).match(/^ip_vs\w*/gm) ?? [];
  return [...modules.filter(name => name !== 'ip_vs'), 'ip_vs'];
}
