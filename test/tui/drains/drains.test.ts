import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import {createDemoKernel} from '../../../src/kernel/embedded/demo.js';
import type {Owner, Ownership} from '../../../src/maintenance/owner.js';
import {openDemoDrains} from '../../../src/tui/drains/demo-drains.js';
import {noPreferences} from '../../../src/tui/preferences/preferences.js';
import type {DashboardDrains} from '../../../src/tui/world.js';
import {newSite, type Site} from '../../kernel/embedded/directors.js';
import {Console, type ConsoleOptions} from '../console.js';

const web = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4 -x 90',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 2',
  '-A -u 10.0.0.9:53 -s sh',
  '-a -u 10.0.0.9:53 -r 10.1.0.9:53 -m',
];

const open: Console[] = [];
afterEach(() => {
  for (const console of open.splice(0)) console.close();
});

interface Opened {
  readonly console: Console;
  readonly site: Site;
  readonly drains: () => DashboardDrains;
}

async function openConsole(options: ConsoleOptions = {}): Promise<Opened> {
  const site = await newSite(...web);
  const time = {
    get now() {
      return site.director.now;
    },
    pass: (milliseconds: number) => site.pass(milliseconds),
  };
  let drains: DashboardDrains | undefined;
  const openDrains = async (world: {clock(): number}) => (drains ??= openDemoDrains(world));
  const console = await new Console(site.kernel, time, {columns: 180, rows: 40, openDrains, ...options}).open();
  open.push(console);
  return {console, site, drains: () => drains as DashboardDrains};
}

const row = (console: Console, name: string) => console.rows().find(each => each.includes(name)) ?? '';

async function weights({ipvs}: Site): Promise<readonly number[]> {
  const {entries} = await ipvs.table();
  return entries.flatMap(({destinations}) => destinations.map(({weight}) => weight)).reverse(); // newest first
}

describe('drains of the demo', () => {
  test('begin and end by a colleague, and are told where the server is', async () => {
    const time = {
      now: Date.UTC(2026, 0, 15, 12),
      pass(milliseconds: number) {
        time.now += milliseconds;
      },
    };
    const kernel = createDemoKernel({clock: () => time.now});
    const openDrains = async (world: {clock(): number}) => openDemoDrains(world);
    const console = await new Console(kernel, time, {columns: 200, rows: 60, openDrains}).open();
    open.push(console);
    assert.doesNotMatch(console.rows()[2] as string, /drain/);
    await console.pass(70_000);
    assert.match(console.rows()[2] as string, / 1 drain /);
    assert.match(row(console, '2001:db8:1::11'), /^D .* drained by anna, \d+ left/);
    const left = () => Number(/(\d+) left/.exec(row(console, '2001:db8:1::11'))?.[1]);
    const before = left();
    await console.pass(20_000);
    assert.ok(left() < before, 'it empties');
    await console.pass(80_000);
    assert.doesNotMatch(row(console, '2001:db8:1::11'), /drain/);
    assert.doesNotMatch(console.rows()[2] as string, /drain/);
  });
});

describe('the key that drains', () => {
  test('asks for a reason, shows the commands, and records what it does', async () => {
    const {console, site, drains} = await openConsole();
    await console.press('j', 'D');
    assert.match(console.status(), /^drain for how long, and why:/);
    await console.enter('2h new disk');
    assert.equal(console.status(), 'ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 0 -x 90');
    assert.deepEqual(await weights(site), [4, 2, 1]);
    await console.press('enter');
    assert.match(console.status(), /^Done: drain 10\.1\.0\.1:8080 of tcp\/10\.0\.0\.1:80\. u takes it back\.$/);
    assert.match(row(console, '10.1.0.1:8080'), /^D .* drained by you, 0 left/);
    const [record] = drains().of(site.ipvs).stored().records;
    assert.deepEqual(
      [record?.target, record?.services, record?.reason, record?.expires, record?.stage],
      ['10.1.0.1:8080', ['tcp/10.0.0.1:80'], 'new disk', 7_200_000 + (record?.since ?? 0), 'draining'],
    );

    await console.press('enter');
    assert.match(console.text(), / drained by you: new disk, 0 connections left/);
    assert.match(console.text(), /DRAIN\s[\s\S]*reason +new disk[\s\S]*ends +in \d/);
    await console.press('escape', 'escape', 'D');
    assert.match(console.status(), /drained already, by you; U ends that/);
  });

  test('has what speaks against it confirmed, and adds the fallback of a hashing scheduler', async () => {
    const {console, site} = await openConsole();
    await console.press('G', 'D');
    await console.enter('');
    assert.match(console.status(), /^ipvsadm -E -u 10\.0\.0\.9:53 -s sh .*sh-fallback; ipvsadm -e /);
    assert.match(console.text(), /udp\/10\.0\.0\.9:53: no server of weight above 0 would be left/);
    await console.press('enter');
    assert.match(console.status(), /^ipvsadm -E|dangerous/);
    assert.deepEqual(await weights(site), [4, 2, 1]);
    await console.press('y');
    assert.deepEqual(await weights(site), [4, 2, 0]);
    await console.press('u');
    assert.match(console.status(), /^Done: undo: drain/);
    assert.deepEqual(await weights(site), [4, 2, 1]);
  });

  test('does nothing where the table is another one by then', async () => {
    const {console, site} = await openConsole();
    await console.press('j', 'D');
    await console.enter('disk');
    await site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4 -x 91');
    await console.press('enter');
    assert.match(console.status(), /no longer as it was shown: nothing was done/);
    assert.deepEqual(await weights(site), [4, 2, 1]);
  });

  test('is for a real server, and for a table whose drains are kept', async () => {
    const {console} = await openConsole();
    await console.press('g', 'D');
    assert.match(console.status(), /choose one below the service/);
    const {console: other} = await openConsole({openDrains: async () => undefined});
    await other.press('j', 'D');
    assert.match(other.status(), /Drains are not kept here/);
    await other.press('U');
    assert.match(other.status(), /Drains are not kept here/);
  });
});

describe('the key that ends a drain', () => {
  test('shows what it restores, restores it, and can be taken back', async () => {
    const {console, site} = await openConsole();
    await console.press('j', 'U');
    assert.match(console.status(), /not drained by lvsctl; R restores/);
    await console.press('D');
    await console.enter('disk');
    await console.press('enter', 'U');
    assert.equal(console.status(), 'ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4 -x 90');
    await console.press('escape');
    assert.deepEqual(await weights(site), [0, 2, 1]);
    await console.press('U', 'enter');
    assert.match(console.status(), /^Done: undrain 10\.1\.0\.1:8080/);
    assert.deepEqual(await weights(site), [4, 2, 1]);
    assert.match(row(console, '10.1.0.1:8080'), /^ /);
    await console.press('u');
    assert.deepEqual(await weights(site), [0, 2, 1]);
    assert.match(row(console, '10.1.0.1:8080'), /^D /);
  });

  test('tells what somebody else has set meanwhile', async () => {
    const {console, site} = await openConsole();
    await console.press('j', 'D');
    await console.enter('disk');
    await console.press('enter');
    await site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 3 -x 90');
    await console.pass(2000);
    assert.match(row(console, '10.1.0.1:8080'), /^D .*put back, weight 3/);
    await console.press('U');
    assert.match(console.status(), /^undrain .*: the table stays as it is$/);
    assert.match(console.text(), /was given weight 3 meanwhile, not by lvsctl undrain; it had 4: it keeps 3/);
    await console.press('enter');
    assert.deepEqual(await weights(site), [3, 2, 1]);
    assert.doesNotMatch(row(console, '10.1.0.1:8080'), /drain/);
  });
});

describe('the column of owners', () => {
  test('is there when it is chosen, and looks every half minute', async () => {
    let looks = 0;
    const ownership = {owner: 'keepalived', configuredWeight: 3} as Partial<Ownership> as Ownership;
    const owner = {
      name: 'keepalived',
      look: async () => void looks++,
      ownershipOf: (_service: unknown, {port}: {port: number}) => (port === 8080 ? ownership : undefined),
    } as Partial<Owner> as Owner;
    const preferences = {...noPreferences, columns: {services: ['mark', 'name', 'weight', 'owner']}};
    const {console} = await openConsole({openOwners: async () => [owner], preferences});
    assert.match(console.rows()[3] as string, /OWNER/);
    assert.match(row(console, '10.1.0.1:8080'), / keepalived: 3/);
    assert.match(row(console, '10.1.0.9:53'), / - *$/);
    await console.pass(20_000);
    assert.equal(looks, 1);
    await console.pass(14_000);
    assert.equal(looks, 2);

    const {console: other} = await openConsole({openOwners: async () => [owner]});
    await other.pass(2000);
    assert.doesNotMatch(other.rows()[3] as string, /OWNER/);
    assert.equal(looks, 2, 'nobody looks where it is not shown');
  });
});
