import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, suite, test} from 'node:test';
import type {Dashboard} from './dashboard.js';
import {Director} from './director.js';
import {notBuilt} from './program.js';
import {sharedDashboard} from './shared-dashboard.js';

const table = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 0',
  '-A -t 10.0.0.2:443 -s sh',
  '-a -t 10.0.0.2:443 -r 10.1.0.3:443 -g -w 9',
  '-A -u 10.0.0.9:53 -s rr',
  '-a -u 10.0.0.9:53 -r 10.1.0.9:53 -m',
];
const everything = [
  'tcp/10.0.0.1:80',
  '10.1.0.1:8080',
  '10.1.0.2:8080',
  'tcp/10.0.0.2:443',
  '10.1.0.3:443',
  'udp/10.0.0.9:53',
  '10.1.0.9:53',
];

const untilNames = (dashboard: Dashboard, names: readonly string[]) =>
  dashboard.until(() => dashboard.names().join() === names.join(), {what: names.join()});

suite('finding things', {skip: notBuilt}, () => {
  const director = new Director(...table);
  const shared = sharedDashboard(() => director.open());
  after(() => director.close());

  for (const [filter, names] of [
    ['weight=0', ['tcp/10.0.0.1:80', '10.1.0.2:8080']],
    [':443', ['tcp/10.0.0.2:443', '10.1.0.3:443']],
    ['10.1.0.8/29', ['udp/10.0.0.9:53', '10.1.0.9:53']],
    ['forwarding=direct', ['tcp/10.0.0.2:443', '10.1.0.3:443']],
  ] as const) {
    test(`/${filter} keeps ${names.join(' and ')} while it is typed; Esc leaves it, Enter keeps it, Esc clears it`, async () => {
      const dashboard = shared();
      await untilNames(dashboard, everything);
      dashboard.terminal.type(`/${filter}`);
      await untilNames(dashboard, names);
      dashboard.press('Escape');
      await untilNames(dashboard, everything);
      dashboard.enter(`/${filter}`);
      await dashboard.until(() => dashboard.attention().includes(`filter: ${filter}`));
      await untilNames(dashboard, names);
      dashboard.press('Escape');
      await untilNames(dashboard, everything);
      assert.ok(!dashboard.attention().includes('filter'));
    });
  }

  test('what is wrong with a filter stands beside it, and the last good one holds', async () => {
    const dashboard = shared();
    dashboard.terminal.type('/10.1.0.9 weight=x');
    await dashboard.untilStatus(/^\/10\.1\.0\.9 weight=x .*'x' is not a number/);
    dashboard.press('C-w');
    await untilNames(dashboard, ['udp/10.0.0.9:53', '10.1.0.9:53']);
    dashboard.press('Escape');
    await untilNames(dashboard, everything);
  });

  test('columns are sorted by up and down, from left to right and back', async () => {
    const dashboard = shared();
    const order = () => dashboard.names().filter(name => name.includes('/'));
    const [http, https, dns] = ['tcp/10.0.0.1:80', 'tcp/10.0.0.2:443', 'udp/10.0.0.9:53'];
    await dashboard.until(() => dashboard.titles().includes('SERVICE▴'));
    dashboard.press('>');
    await dashboard.until(() => dashboard.titles().includes('▾WGHT') && order().join() === [https, http, dns].join());
    dashboard.press('r');
    await dashboard.until(() => dashboard.titles().includes('▴WGHT') && order().join() === [dns, http, https].join());
    dashboard.press('>');
    await dashboard.until(() => dashboard.titles().includes('▾ACTIVE'));
    dashboard.press('<', '<');
    await dashboard.until(
      () => dashboard.titles().includes('SERVICE▴') && order().join() === [http, https, dns].join(),
    );
    dashboard.enter(':sort weight up');
    await dashboard.until(() => dashboard.titles().includes('▴WGHT') && order().join() === [dns, http, https].join());
    dashboard.enter(':sort name');
    await untilNames(dashboard, everything);
  });

  test('the selection stays on its real server while the rows move', async () => {
    const dashboard = shared();
    await dashboard.choose('10.1.0.3:443');
    dashboard.press('>');
    await dashboard.until(() => dashboard.names()[0] === 'tcp/10.0.0.2:443');
    assert.match(dashboard.selected(), /10\.1\.0\.3:443/);
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 44');
    await dashboard.until(() => dashboard.names()[0] === 'tcp/10.0.0.1:80');
    assert.match(dashboard.selected(), /10\.1\.0\.3:443/);
    dashboard.press('<');
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4');
    await untilNames(dashboard, everything);
  });

  test('services are folded and unfolded', async () => {
    const dashboard = shared();
    dashboard.press('*');
    await untilNames(
      dashboard,
      everything.filter(name => name.includes('/')),
    );
    dashboard.press('g', 'Right');
    await untilNames(
      dashboard,
      everything.filter((name, i) => i < 3 || name.includes('/')),
    );
    dashboard.press('*');
    await untilNames(dashboard, everything);
    dashboard.press('Space');
    await untilNames(
      dashboard,
      everything.filter((_, i) => i === 0 || i > 2),
    );
    dashboard.press('Space');
    await untilNames(dashboard, everything);
  });

  test('n goes to what needs a look', async () => {
    const dashboard = shared();
    dashboard.press('g', 'n');
    await dashboard.until(() => /^q .*10\.1\.0\.2:8080/.test(dashboard.selected()));
  });
});

suite('the configuration file', {skip: notBuilt}, () => {
  test('gets the columns that were chosen, which are there after a restart', async () => {
    const director = new Director(...table);
    try {
      const first = await director.open();
      assert.match(first.titles(), /FWD/);
      first.press('c');
      await first.until(/\[x\] forwarding/);
      first.press('j', 'j', 'Space');
      await first.until(/\[ \] forwarding/);
      first.press('Enter');
      await first.untilStatus(`Saved in ${director.preferencesFile}.`);
      assert.doesNotMatch(first.titles(), /FWD/);
      first.press('q');
      assert.equal((await first.terminal.exited).status, 0);
      assert.match(readFileSync(director.preferencesFile, 'utf8'), /^columns:\n {2}services: \[mark, name, weight, /);

      const second = await director.open();
      assert.match(second.titles(), /SERVICE▴ +WGHT/);
      second.press('c', 'r', 'Enter');
      await second.until(() => / FWD /.test(second.titles()));
    } finally {
      await director.close();
    }
  });

  test('remaps keys, and says how things begin', async () => {
    const director = new Director(...table);
    director.prefer(
      'keys:\n  quit: [Q]\n  services.quiesce: [m]\nsort:\n  services: weight up\ncolumns:\n  services: [name, weight]\n',
    );
    try {
      const dashboard = await director.open();
      assert.match(dashboard.titles(), /^SERVICE +▴WGHT$/);
      assert.match(dashboard.keys(), / m quiesce .* Q quit/);
      await dashboard.choose('10.1.0.1:8080');
      dashboard.press('q', 'x', 'm');
      await dashboard.untilStatus('-w 0');
      dashboard.press('y');
      await dashboard.untilStatus('Done: quiesce');
      assert.ok(director.rules().includes('-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 0'));
      dashboard.press('Q');
      assert.equal((await dashboard.terminal.exited).status, 0);
    } finally {
      await director.close();
    }
  });

  test('with a mistake is told of with the line, and the rest of it holds', async () => {
    const director = new Director(...table);
    director.prefer('interval: 0.2\nkeys:\n  quti: [Q]\n  help: [h]\n');
    try {
      const dashboard = await director.open();
      await dashboard.untilStatus(/top\.yaml:3:3: .*quti.*quit/);
      assert.match(dashboard.keys(), / h help /);
      dashboard.press('q');
      assert.equal((await dashboard.terminal.exited).status, 0);
    } finally {
      await director.close();
    }
  });
});
