import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import type {Console, ConsoleOptions} from '../console.js';
import {openHa as open, rowOf} from './ha-console.js';

const consoles: Console[] = [];
afterEach(() => {
  for (const console of consoles.splice(0)) console.close();
});

async function openHa(options: ConsoleOptions = {}) {
  const opened = await open({columns: 120, rows: 40, ...options});
  consoles.push(opened.console);
  return opened;
}

describe('a switch', () => {
  test('is shown with its evidence, steps and outage before anything is done', async () => {
    const {console} = await openHa();
    await console.press('s');
    for (const words of [
      /Switch web away from this host\?/,
      /moves +web, inside/,
      /outage +nobody has the addresses for about 609 ms/,
      /standby +web: lb2 says that it is backup of web/,
      /1\. write 1 to \/run\/lvsctl\/keepalived\/site/,
    ])
      assert.match(console.text(), words);
    assert.match(console.rows().at(-1) ?? '', /^ Enter apply {2}Esc cancel/);
    await console.press('escape');
    assert.equal(console.status(), 'Nothing was changed.');
    await console.pass(5000);
    assert.match(rowOf(console, 'web'), /MASTER/);
  });

  test('tells each step as it happens, and what came of it; a release takes it back', async () => {
    const {console} = await openHa();
    await console.press('s', 'enter');
    assert.match(console.rows()[2] ?? '', /Now: switch web, inside away from this host/);
    await console.press('s');
    assert.match(console.status(), /Wait until this is over: switch web, inside away/);
    await console.pass(3000);
    assert.match(rowOf(console, 'web'), /MAINTENANCE +\ds +150 192\.0\.2\.12 +0\/2/);
    assert.match(rowOf(console, 'inside'), /MAINTENANCE/);
    assert.match(console.text(), /you: 2 addresses gone here/);
    assert.match(console.text(), /you: switch web, inside away/);
    assert.match(console.status(), /done; nobody had the addresses for 609 ms/);
    assert.match(console.text(), /held web as backup for/);

    await console.press('s');
    assert.match(console.status(), /It is held as backup.* already; r releases it/);
    await console.press('r');
    assert.match(console.text(), /Release web\?/);
    await console.press('enter');
    await console.pass(6000);
    assert.match(rowOf(console, 'web'), /MASTER +\ds +150 this host +2\/2/);
    assert.match(console.status(), /release web, inside: done/);
  });

  test('for a time says how long and why, is shown so, and ends by itself', async () => {
    const {console} = await openHa();
    await console.press('S');
    await console.enter('5 new disk');
    assert.match(console.status(), /a time has a unit: 90s, 30m, 2h, 1d$/);
    await console.press('ctrl+u');
    await console.enter('20s new disk');
    assert.match(console.text(), /systemd-run --on-active=20 lvsctl vrrp release web/);
    await console.press('enter');
    await console.pass(3000);
    assert.match(console.text(), /held web as backup( by \S+)? for [23] s: new/);
    assert.match(rowOf(console, 'web'), /MAINTENANCE/);
    await console.pass(25_000);
    assert.match(rowOf(console, 'web'), /MASTER/);
  });

  test('of a backup brings it here', async () => {
    const {console} = await openHa();
    await console.press('G', 's');
    assert.match(console.text(), /Switch dns to this host\?/);
    await console.press('enter');
    await console.pass(8000);
    assert.match(rowOf(console, 'dns'), /MASTER held +\ds +130 \(100\) this host +1\/1/);
  });

  test('with something against it wants y, and is put back where nobody takes over', async () => {
    const {console} = await openHa();
    await console.pass(36_000); // the other director's daemon has stopped
    await console.press('j', 'j', 's');
    assert.match(console.text(), /against it +nobody is known who would take over web6/);
    assert.match(console.rows().at(-1) ?? '', /^ y apply {2}Esc cancel/);
    await console.press('enter');
    assert.match(console.status(), /y does it all the same/);
    await console.press('y');
    await console.pass(8000);
    assert.match(console.status(), /put back; nobody took over web6 in time/);
    assert.match(rowOf(console, 'web6'), /MASTER/);
  });

  test('that cannot be done offers nothing', async () => {
    const {console} = await openHa();
    await console.press('r');
    assert.match(console.text(), /against it +nothing holds web/);
    assert.match(console.rows().at(-1) ?? '', /^ Esc cancel/);
    await console.press('enter', 'y');
    assert.match(console.status(), /This cannot be done now/);
  });

  test('has no key with --read-only', async () => {
    const {console} = await openHa({isReadOnly: true});
    await console.press('s', 'r');
    assert.equal(console.model.overlay, undefined);
    assert.doesNotMatch(console.rows().at(-1) ?? '', /switch|release/);
  });

  test('is put back where the dashboard ends in the middle of it', async () => {
    const {console, pair, counts} = await openHa();
    await console.press('s', 'enter');
    const ended = console.dashboard.stop();
    for (let i = 0; i < 100 && counts.closed === 0; i++) await console.pass(100);
    await ended;
    const [site] = pair()?.pair.parts ?? [];
    assert.equal(site?.value, 0);
  });

  test('is not taken back by u, which is about services', async () => {
    const {console} = await openHa();
    await console.press('u');
    assert.match(console.status(), /Here r releases what a switch holds/);
  });
});
