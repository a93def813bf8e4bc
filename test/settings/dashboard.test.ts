import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, test} from 'node:test';
import {Drains} from '../../src/maintenance/drain/drains.js';
import type {DrainPolicies} from '../../src/maintenance/drain/drain-world.js';
import {mergeSettings} from '../../src/settings/merge-settings.js';
import {NameBook} from '../../src/settings/name-book.js';
import {readSettings} from '../../src/settings/read-settings.js';
import {openDemoDrains} from '../../src/tui/drains/demo-drains.js';
import {knownNames} from '../../src/tui/known-names.js';
import {loadPreferences} from '../../src/tui/preferences/load-preferences.js';
import type {DashboardDrains, DashboardSettings} from '../../src/tui/world.js';
import {newSite} from '../kernel/embedded/directors.js';
import {Console, type ConsoleOptions} from '../tui/console.js';
import {known} from './known.js';

const rules = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 2',
  '-A -t 10.0.0.1:443 -s rr',
];
const {names} = mergeSettings([
  readSettings(
    'config.yaml',
    'names: {hosts: {web1: 10.1.0.1, vip1: 10.0.0.1}, services: {web: tcp/10.0.0.1:80}}',
    false,
    known,
  ),
]);
const settings: DashboardSettings = {names: new NameBook(names), top: [], refusal: undefined, needsReason: undefined};

const open: Console[] = [];
afterEach(() => {
  for (const console of open.splice(0)) console.close();
});

async function openConsole(options: ConsoleOptions): Promise<Console> {
  const site = await newSite(...rules);
  const {director} = site;
  const time = {
    get now() {
      return director.now;
    },
    pass: (milliseconds: number) => site.pass(milliseconds),
  };
  const console = await new Console(site.kernel, time, {columns: 120, rows: 24, ...options}).open();
  open.push(console);
  return console;
}

test('names are on the screen of services, and filters find them and the numbers', async () => {
  const console = await openConsole({settings});
  await console.press('right'); // opens the first service
  const text = console.text();
  assert.match(text, /tcp\/vip1:443/);
  assert.match(text, /. web {2}/);
  await console.press('/');
  await console.enter('web1');
  assert.match(console.text(), /web1:8080/);
  assert.doesNotMatch(console.text(), /10\.1\.0\.2/);
  assert.doesNotMatch(console.text(), /443/);
  await console.press('escape', '/');
  await console.enter('10.1.0.2');
  assert.match(console.text(), /10\.1\.0\.2:8080/);
});

test('the title of a detail has the numbers too', async () => {
  const console = await openConsole({settings});
  await console.press('/');
  await console.enter('web');
  await console.press('home', 'enter');
  assert.match(console.text(), / web \(tcp\/10\.0\.0\.1:80\)/);
});

test('who may change nothing has a console that only reads, and is told why', async () => {
  const console = await openConsole({
    settings: {...settings, refusal: 'mallory may not change anything: policy may-change'},
  });
  assert.match(console.text(), /mallory may not change anything: policy may-change/);
  assert.match(console.text(), /read-only/);
  await console.press('D', 'w');
  assert.equal(console.model.overlay, undefined);
});

async function drained(policies: DrainPolicies, reason: string): Promise<Console> {
  const openDrains = async (world: {clock(): number}): Promise<DashboardDrains> => {
    const demo = openDemoDrains(world);
    return {...demo, of: ipvs => new Drains(ipvs, {...demo.of(ipvs).world, policies})};
  };
  const console = await openConsole({openDrains});
  await console.press('/');
  await console.enter('10.1.0.1');
  await console.press('home', 'down', 'D');
  await console.enter(reason);
  return console;
}

const none: DrainPolicies = {leastServers: undefined, needsReason: undefined, noForce: undefined};
const least = {...none, leastServers: {count: 2, policy: 'policy least-servers (config.yaml:1)'}};

test('policies of drains hold in the dashboard: servers that are left, reasons, and who may go over guards', async () => {
  assert.match((await drained(least, 'disk')).text(), /fewer than the 2 of policy least-servers/);
  const missing = await drained({...none, needsReason: 'it needs a reason: policy require-reason'}, '');
  assert.match(missing.text(), /it needs a reason: policy require-reason/);
  const weak = await drained({...least, noForce: 'bob may not override what speaks against a change'}, 'disk');
  assert.match(weak.status(), /fewer than the 2/);
  assert.equal(weak.model.overlay, undefined);
});

test('top.yaml goes over the section top of the files of settings, entry by entry', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-top-'));
  try {
    const path = join(folder, 'top.yaml');
    writeFileSync(path, 'interval: 1\ncolumns: {services: [name]}\n');
    const section = (file: string, text: string) => ({file, text});
    const {preferences, problems} = await loadPreferences(path, knownNames, [
      section('machine', 'top: {theme: dark, interval: 5, columns: {services: [weight], connections: [client]}}\n'),
      section('own', 'names: {}\ntop:\n  theme: light\n  interval: often\n'),
    ]);
    assert.equal(preferences.theme, 'light');
    assert.equal(preferences.interval, 1);
    assert.deepEqual(preferences.columns, {services: ['name'], connections: ['client']});
    assert.deepEqual(problems, [
      {file: 'own', line: 4, column: 13, message: 'the interval is a number of seconds, 0.1 to 3600'},
    ]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
