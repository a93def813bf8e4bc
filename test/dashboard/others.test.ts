import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {after, suite, test} from 'node:test';
import {Director} from './director.js';
import {notBuilt} from './program.js';
import {sharedDashboard} from './shared-dashboard.js';

const table = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 2',
];

suite('what others do to the table', {skip: notBuilt}, () => {
  const director = new Director(...table);
  const shared = sharedDashboard(() => {
    director.restore(...table);
    return director.open();
  });
  after(() => director.close());

  test('is on the screen at the next refresh, and among the events, with our own told apart', async () => {
    const dashboard = shared();
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 0');
    await dashboard.untilRow('10.1.0.2', /^q .*quiesced/);
    director.change('-A -u 10.0.0.9:53 -s rr');
    await dashboard.untilRow('udp/10.0.0.9:53', /^! .*no real servers/);
    director.change('-a -u 10.0.0.9:53 -r 10.1.0.9:53');
    await dashboard.untilRow('10.1.0.9:53', /Route +1 /);
    director.change('-E -t 10.0.0.1:80 -s rr -p 60');
    await dashboard.untilRow('tcp/10.0.0.1:80', / rr /);
    director.change('-D -u 10.0.0.9:53');
    await dashboard.until(() => dashboard.row('10.0.0.9:53') === undefined);
    await dashboard.choose('10.1.0.1:8080');
    dashboard.press('+', 'Enter');
    await dashboard.untilStatus('Done: weight 4 → 5');
    await dashboard.untilRow('10.1.0.1:8080', / 5 /);

    dashboard.press('6');
    await dashboard.until(() => dashboard.body().length >= 6);
    const events = dashboard.body().map(row => row.replace(/^\d\d:\d\d:\d\d {2}/, ''));
    for (const [i, event] of [
      /^you {5}weight 4 → 5: 10\.1\.0\.1:8080 of tcp\/10\.0\.0\.1:80: ipvsadm -e -t 10\.0\.0\.1:80 -r/,
      /^others {2}udp\/10\.0\.0\.9:53 was deleted/,
      /^others {2}tcp\/10\.0\.0\.1:80: scheduler wlc → rr/,
      /^others {2}10\.1\.0\.9:53 of udp\/10\.0\.0\.9:53 was added \(weight 1\)/,
      /^others {2}udp\/10\.0\.0\.9:53 was added \(rr\)/,
      /^others {2}10\.1\.0\.2:8080 of tcp\/10\.0\.0\.1:80: weight 2 → 0/,
    ].entries())
      assert.match(events[i] ?? '', event);
    assert.equal(events.length, 6);

    dashboard.press('G', 'Enter');
    const isThere = () => dashboard.titles().includes('SERVICE') && dashboard.selected().includes('10.1.0.2:8080');
    await dashboard.until(isThere, {what: 'where it happened'});
  });

  test('is not overwritten by a change that was shown before', async () => {
    const dashboard = shared();
    await dashboard.choose('10.1.0.1:8080');
    dashboard.press('+');
    await dashboard.untilStatus('-w 6');
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 40');
    dashboard.press('Enter');
    await dashboard.untilStatus(
      /10\.1\.0\.1:8080 was changed meanwhile by somebody else \(weight 5 → 40\): nothing was done/,
    );
    assert.ok(director.rules().includes('-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 40'));

    dashboard.press('-');
    await dashboard.untilStatus('-w 39');
    dashboard.press('Enter');
    await dashboard.untilStatus('Done: ');
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 12');
    dashboard.press('u');
    await dashboard.untilStatus(/changed meanwhile by somebody else \(weight 39 → 12\): nothing was done/);

    dashboard.press('d');
    await dashboard.untilStatus('-d -t 10.0.0.1:80 -r 10.1.0.1:8080');
    director.change('-D -t 10.0.0.1:80');
    dashboard.press('y');
    await dashboard.untilStatus(/is no longer there: nothing was done|refused/);
    await dashboard.until('The table is empty.');
    director.restore(...table);
    await dashboard.untilRow('10.1.0.1:8080', / 4 /);
  });

  test('can make the kernel refuse what we want, which is told in words', async () => {
    const dashboard = shared();
    dashboard.enter(':-A -t 10.0.0.1:80 -s rr');
    await dashboard.until(() => / apply /.test(dashboard.keys()));
    dashboard.press('Enter');
    await dashboard.untilStatus(/^The kernel refused: Service already exists/);
    dashboard.enter(':-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m');
    await dashboard.until(() => / apply /.test(dashboard.keys()));
    dashboard.press('Enter');
    await dashboard.untilStatus(/^The kernel refused: Destination already exists/);
    dashboard.enter(':-A -t 10.0.0.9:80 -s nosuch');
    await dashboard.until(() => / apply /.test(dashboard.keys()));
    dashboard.press('Enter');
    await dashboard.untilStatus(/^The kernel refused: Scheduler or persistence engine not found/);
    dashboard.enter(':-A -t 10.0.0.1');
    await dashboard.until(() => / done /.test(dashboard.keys()) && dashboard.status().length > 20);
    dashboard.press('Escape');
    await dashboard.until(() => / detail /.test(dashboard.keys()));
    assert.deepEqual(director.rules(), [...table].sort());
  });

  test('can make the table unreadable: what was read stays, is marked stale with its age, and comes back by itself', async () => {
    const dashboard = shared();
    const state = readFileSync(director.file);
    writeFileSync(director.file, 'nonsense');
    await dashboard.until(() => / STALE [1-9]s\s*$/.test(dashboard.bar()), {what: 'STALE and an age that grows'});
    assert.match(dashboard.status(), /The kernel cannot be read: .*no state of an embedded kernel/);
    assert.match(dashboard.row('10.1.0.1:8080') ?? '', / 4 /);

    await dashboard.choose('10.1.0.1:8080');
    dashboard.press('+');
    await dashboard.untilStatus('-w 5');
    dashboard.press('Enter');
    await dashboard.untilStatus('There is no connection to the kernel: nothing was done.');

    dashboard.terminal.resize(50, 12);
    await dashboard.until(() => dashboard.terminal.screen().length === 12 && / STALE \d+s\s*$/.test(dashboard.bar()));
    dashboard.terminal.resize(120, 30);
    writeFileSync(director.file, state);
    await dashboard.untilFresh();
    director.change('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 11');
    await dashboard.untilRow('10.1.0.1:8080', / 11 /);
  });
});
