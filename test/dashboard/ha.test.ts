import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {bindings} from '../../src/tui/keymap/bindings.js';
import {type Dashboard, openDashboard} from './dashboard.js';
import {notBuilt} from './program.js';
import {sharedDashboard} from './shared-dashboard.js';

type Change = Extract<(typeof bindings)[number], {isChange: true; scope: 'routers'}>['intention'];

/** What each change does to the made-up pair, one after the other. */
const examples: readonly {
  readonly change: Change;
  readonly on: string;
  /** Where the key opens a prompt. */
  readonly typed?: string;
  readonly shows: RegExp;
  readonly row: RegExp;
  readonly outcome: RegExp;
}[] = [
  {
    change: 'switch-router',
    on: 'web',
    shows: /Switch web away from this host\?[\s\S]*standby +web: lb2 says that it is backup of web/,
    row: /MAINTENANCE .*192\.0\.2\.12 +0\/2/,
    outcome: /^switch web, inside away from this host: done; nobody had the addresses for \d+ ms/,
  },
  {
    change: 'hold-router',
    on: 'web6',
    typed: '4s a test',
    shows: /Switch web6 away from this host\?[\s\S]*systemd-run --on-active=4 /,
    row: /MASTER .*this host +2\/2/, // again, after that
    outcome: /^switch web6 away from this host: done; nobody had the addresses for \d+ ms/,
  },
  {
    change: 'release-router',
    on: 'web',
    shows: /Release web\?[\s\S]*1\. write 0 to \/run\/lvsctl\/keepalived\/site/,
    row: /MASTER .*this host +2\/2/,
    outcome: /^release web, inside: done/,
  },
];

suite('the screen HA of the demo', {skip: notBuilt}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-ha-'));
  const dashboards: Dashboard[] = [];
  const open = async (words: readonly string[] = []): Promise<Dashboard> => {
    const environment = {XDG_CONFIG_HOME: folder};
    const dashboard = await openDashboard({command: 'demo', words, environment});
    dashboards.push(dashboard);
    return dashboard;
  };
  const shared = sharedDashboard(open);
  after(async () => {
    for (const {terminal} of dashboards) await terminal.close();
    rmSync(folder, {recursive: true});
  });

  test('is there by number and by name', async () => {
    const dashboard = shared();
    dashboard.press('4');
    await dashboard.untilRow('web', /eth0\/51 +MASTER/);
    dashboard.press('1');
    await dashboard.until(() => dashboard.titles().includes('SERVICE'));
    dashboard.enter(':ha');
    await dashboard.untilRow('web', /eth0\/51 +MASTER/);
  });

  test('has a row to choose, its evidence, and the whole timeline', async () => {
    const dashboard = shared();
    dashboard.press('g', 'j');
    await dashboard.until(() => dashboard.selected().includes('inside'));
    dashboard.press('Enter');
    await dashboard.until(/ inside {2}MASTER {2}eth1, virtual router 52, IPv4[\s\S]*EVIDENCE/);
    dashboard.press('Escape');
    await dashboard.until(() => dashboard.selected().includes('inside'));
    dashboard.press('t');
    await dashboard.until(/TIMELINE {2}\d+ entries since/);
    dashboard.press('Escape');
    await dashboard.until(() => dashboard.selected().includes('inside'));
  });

  test('lives: ages and states go on without a key', async () => {
    const dashboard = shared();
    const before = dashboard.body().join('\n');
    await dashboard.until(() => dashboard.body().join('\n') !== before, {what: 'something else'});
  });

  test('there is an example of every change that has a key', () => {
    const intentions = bindings
      .filter(binding => 'isChange' in binding && binding.scope === 'routers')
      .map(({intention}) => intention);
    assert.deepEqual(
      examples.map(({change}) => change),
      intentions,
    );
  });

  for (const {change, on, typed, shows, row, outcome} of examples)
    test(`${change} of ${on} is shown, left, and made`, async () => {
      const dashboard = shared();
      const [key] = bindings.find(({intention}) => intention === change)?.keys ?? [];
      const show = async (): Promise<void> => {
        dashboard.press(key as string);
        if (typed !== undefined) {
          await dashboard.until(() => dashboard.keys().includes('Enter done'));
          dashboard.enter(typed);
        }
        await dashboard.until(shows, {what: String(shows)});
      };
      await dashboard.choose(on);
      await show();
      dashboard.press('Escape');
      await dashboard.untilStatus('Nothing was changed.');

      await show();
      // the other director may be stopped just then, which speaks against it: y
      dashboard.press(dashboard.keys().startsWith(' y apply') ? 'y' : 'Enter');
      await dashboard.untilStatus(outcome);
      await dashboard.untilRow(on, row);
    });

  test('changes nothing with --read-only', async () => {
    const dashboard = await open(['--read-only']);
    dashboard.press('4');
    await dashboard.untilRow('web', /MASTER/);
    dashboard.press('s', 'r', 'j');
    await dashboard.until(() => dashboard.selected().includes('inside'));
    assert.doesNotMatch(dashboard.keys(), /switch|release/);
  });
});
