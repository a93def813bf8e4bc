import assert from 'node:assert/strict';
import {after, suite, test} from 'node:test';
import {screens} from '../../src/tui/screens/screens.js';
import type {Dashboard} from './dashboard.js';
import {Director} from './director.js';
import {notBuilt} from './program.js';
import {sharedDashboard} from './shared-dashboard.js';

const table = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 2',
  '-A -u 10.0.0.9:53 -s rr',
  '-a -u 10.0.0.9:53 -r 10.1.0.9:53 -m',
];

/** Words that only this screen has. */
const signs: Readonly<Record<(typeof screens)[number]['name'], RegExp>> = {
  services: /SERVICE.*[\s\S]*tcp\/10\.0\.0\.1:80[\s\S]*10\.1\.0\.9:53/,
  connections: /CLIENT.*SERVICE.*REAL SERVER.*STATE[\s\S]*192\.0\.2\.\d+/,
  director: /SINCE START OR ZERO[\s\S]*CONNECTION TABLE/,
  ha: /The embedded kernel has no network with virtual routers/,
  checks: /Nobody checks the servers of the embedded kernel/,
  events: /WHAT CHANGED/,
};

suite('the screens', {skip: notBuilt}, () => {
  const director = new Director(...table);
  director.startTraffic({'10.0.0.1:80': 40});
  const shared = sharedDashboard(() => director.open());
  after(() => director.close());

  const untilScreen = (dashboard: Dashboard, name: keyof typeof signs) =>
    dashboard.until(signs[name], {what: `the screen ${name}`});

  test('are there by number, and the bar tells which one it is', async () => {
    const dashboard = shared();
    for (const [i, {name, title}] of [...screens.entries()].reverse()) {
      dashboard.press(String(i + 1));
      await untilScreen(dashboard, name);
      const bar = dashboard.terminal.cells(0);
      const at = dashboard.bar().indexOf(title);
      const isElsewhere = dashboard.bar().indexOf(screens[i === 0 ? 1 : 0].title);
      assert.notDeepEqual(bar[at]?.background, bar[isElsewhere]?.background, `${title} stands out in the bar`);
    }
  });

  test('follow each other with Tab and come back with Shift-Tab', async () => {
    const dashboard = shared();
    const names = screens.map(({name}) => name);
    for (const name of [...names.slice(1), ...names.slice(0, 1)]) {
      dashboard.press('Tab');
      await untilScreen(dashboard, name);
    }
    for (const name of [...names].reverse()) {
      dashboard.press('S-Tab');
      await untilScreen(dashboard, name);
    }
  });

  test('are there by name after a colon, and what is no name is told', async () => {
    const dashboard = shared();
    for (const {name} of [...screens].reverse()) {
      dashboard.enter(`:${name}`);
      await untilScreen(dashboard, name);
    }
    dashboard.enter(':nonsense');
    await dashboard.untilStatus(/:nonsense .*there is no 'nonsense'; there are: services/);
    dashboard.press('Escape');
    await dashboard.until(() => !dashboard.status().includes('nonsense'));
  });

  test('show what clients do now', async () => {
    const dashboard = shared();
    await dashboard.until(() => /[1-9]\d* {1,3}conn\/s/.test(dashboard.terminal.screen()[1] ?? ''), {what: 'a rate'});
    await dashboard.untilRow('tcp/10.0.0.1:80', /wlc +6 +[1-9]\d* +\d+ +[1-9]\d* /);
    await dashboard.choose('tcp/10.0.0.1:80');
    dashboard.press('f');
    await dashboard.until(/TCP +192\.0\.2\.\d+:\d+ +10\.0\.0\.1:80 +10\.1\.0\.[12]:8080 +[A-Z_]+/);
    dashboard.press('t');
    await dashboard.until(/CLIENT.*CONNECTIONS.*%/);
    dashboard.press('Escape');
    await dashboard.until(/following tcp\/10\.0\.0\.1:80[\s\S]*CLIENT.*STATE/);
    dashboard.press('Escape');
    await dashboard.until(terminal => !terminal.screen().join('').includes('following'));
    dashboard.press('3');
    await dashboard.until(/connections +[1-9]\d* +[1-9]/);
    dashboard.press('1');
    await untilScreen(dashboard, 'services');
  });

  test('of detail shows charts and counters of the selected, and goes back', async () => {
    const dashboard = shared();
    await dashboard.choose('tcp/10.0.0.1:80');
    dashboard.press('Enter');
    await dashboard.until(/tcp\/10\.0\.0\.1:80[\s\S]*10\.1\.0\.1:8080/);
    await dashboard.until(() => /[\u2800-\u28ff]/.test(dashboard.body().join('')), {what: 'a chart'});
    dashboard.press('Escape');
    await untilScreen(dashboard, 'services');
    await dashboard.choose('10.1.0.2:8080');
    dashboard.press('Enter');
    await dashboard.until(
      terminal => !terminal.screen()[3]?.includes('SERVICE') && /10\.1\.0\.2:8080/.test(terminal.screen()[3] ?? ''),
    );
    dashboard.press('Escape');
    await untilScreen(dashboard, 'services');
  });

  test('of help tells the keys of the screen below, and closes', async () => {
    const dashboard = shared();
    dashboard.press('?');
    await dashboard.until(/quiesce \(weight 0\)/);
    await dashboard.until(/Everywhere/);
    dashboard.press('q');
    await untilScreen(dashboard, 'services');
    dashboard.press('6', '?');
    await dashboard.until(/to what it happened to/);
    assert.ok(!dashboard.body().join('\n').includes('quiesce (weight 0)'));
    dashboard.press('Escape');
    await untilScreen(dashboard, 'events');
    dashboard.press('1');
    await untilScreen(dashboard, 'services');
  });

  test('say whose table it is: EMBEDDED', () => assert.match(shared().bar(), /^ lvsctl {2}EMBEDDED /));

  test('take several keys in one write, in their order', async () => {
    const dashboard = shared();
    dashboard.terminal.type('631gjj');
    await dashboard.until(() => dashboard.selected().includes('10.1.0.2:8080'));
    dashboard.terminal.type('G\x1b[A');
    await dashboard.until(() => dashboard.selected().includes('udp/10.0.0.9:53'));
  });

  test('take a paste into a prompt as text, with nothing of it done', async () => {
    const dashboard = shared();
    dashboard.press(':');
    await dashboard.until(() => dashboard.keys().includes('Enter done'));
    assert.ok(dashboard.terminal.modes.bracketedPasteMode);
    dashboard.terminal.type('\x1b[200~sort name\rq\x1b[201~');
    await dashboard.untilStatus(':sort name q');
    dashboard.press('Escape');
    await dashboard.until(() => dashboard.keys().includes('Enter detail'));
    dashboard.terminal.type('\x1b[200~qq\x1b[201~'); // without a prompt it means nothing
    dashboard.press('6');
    await untilScreen(dashboard, 'events');
    dashboard.press('1');
    await untilScreen(dashboard, 'services');
  });

  test('stand still while held, and go on', async () => {
    const dashboard = shared();
    dashboard.press('p');
    await dashboard.until(() => /HELD \ds\s*$/.test(dashboard.bar()));
    director.change('-A -t 10.0.0.7:7');
    await dashboard.until(() => /HELD [1-9]s\s*$/.test(dashboard.bar()));
    assert.equal(dashboard.row('10.0.0.7:7'), undefined);
    dashboard.press('p');
    await dashboard.untilRow('tcp/10.0.0.7:7', /no real servers/);
    await dashboard.untilFresh();
    director.change('-D -t 10.0.0.7:7');
  });

  test('are drawn for any size, and say when it is too small', async () => {
    const dashboard = shared();
    const {terminal} = dashboard;
    const fits = (columns: number, rows: number) =>
      dashboard.until(
        () => {
          const screen = terminal.screen();
          return (
            screen.length === rows &&
            screen.every(row => row.length <= columns) &&
            / detail | done | help /.test(dashboard.keys())
          );
        },
        {what: `a frame of ${columns}x${rows}`},
      );
    for (const {name} of screens) {
      dashboard.enter(`:${name}`);
      terminal.resize(80, 24);
      await fits(80, 24);
      await untilScreen(dashboard, name);
      for (const [columns, rows] of [
        [120, 24],
        [80, 24],
        [80, 40],
        [80, 24],
      ] as const) {
        terminal.resize(columns, rows);
        await fits(columns, rows);
        await dashboard.until(() => dashboard.bar().length === columns - 1);
      }
      terminal.resize(30, 8);
      await dashboard.until('30x8 is too small:\n40x10 at least');
      terminal.resize(160, 40);
      await fits(160, 40);
      await untilScreen(dashboard, name);
      assert.match(dashboard.bar(), /3 Director.*\d\d:\d\d:\d\d\s*$/);
      assert.equal(dashboard.bar().trimEnd().length, 159, 'to the edge');
    }
  });
});
