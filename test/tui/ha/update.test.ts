import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import type {RouterTruth} from '../../../src/vrrp/truth/router-truth.js';
import {DemoRouters} from '../../../src/vrrp/demo/demo-routers.js';
import type {Console, ConsoleOptions} from '../console.js';
import {openHa as open, rowOf} from './ha-console.js';

const consoles: Console[] = [];
afterEach(() => {
  for (const console of consoles.splice(0)) console.close();
});

async function openHa(options: ConsoleOptions = {}, keys?: readonly string[]) {
  const opened = await open(options, keys);
  consoles.push(opened.console);
  return opened;
}

describe('virtual routers', () => {
  test('are watched from the first visit of their screen on, and no longer than the dashboard lives', async () => {
    const {console, counts} = await openHa({}, []);
    assert.equal(counts.opened, 0);
    await console.press('4', '1', '4');
    assert.deepEqual(counts, {opened: 1, closed: 0});
    await console.dashboard.stop();
    assert.deepEqual(counts, {opened: 1, closed: 1});
  });

  test('are listed in their order, with state, priority, master and addresses', async () => {
    const {console} = await openHa();
    assert.match(rowOf(console, 'web'), /eth0\/51 +MASTER +2m +150 this host +2\/2 site/);
    assert.match(rowOf(console, 'web6'), /eth0\/61 v6 +MASTER +\d+s +150 this host +2\/2/);
    assert.match(rowOf(console, 'dns'), /eth0\/53 +BACKUP +2m +100 192\.0\.2\.12 +0\/1/);
    assert.match(console.rows()[2] ?? '', /This host is master of 3 of 4 virtual routers/);
  });

  test('keep their places and the selection while their states change', async () => {
    const {console} = await openHa();
    await console.press('G');
    assert.match(console.selected(), /^dns eth0\/53 BACKUP/);
    await console.pass(35_000);
    assert.match(console.selected(), /^dns eth0\/53 MASTER/);
  });

  test('are chosen by keys, filtered by words, and found by their findings', async () => {
    const {console} = await openHa();
    await console.press('j');
    assert.match(console.selected(), /^inside/);
    await console.press('n');
    assert.match(console.selected(), /^dns/);
    await console.press('/');
    await console.enter('ipv6 master');
    assert.match(console.selected(), /^web6/);
    assert.equal(rowOf(console, 'web'), '');
    assert.match(console.rows()[2] ?? '', /filter: ipv6 master$/);
    await console.press('escape');
    assert.match(rowOf(console, 'web'), /MASTER/);
    await console.press('/');
    await console.enter('nonsense');
    assert.match(console.text(), /No virtual router matches nonsense \(Esc clears the filter\)/);
  });

  test('tell all the evidence in their detail, and come back', async () => {
    const {console} = await openHa({columns: 160, rows: 50});
    await console.press('G', 'enter');
    for (const words of [
      / dns {2}BACKUP {2}eth0, virtual router 53, IPv4/,
      /why +192\.0\.2\.12 began with priority 120 \(wire\)/,
      /fifo .* backup +the FIFO said BACKUP with priority 100/,
      /203\.0\.113\.53 +not here/,
      /keepalived \(process 812\)/,
    ])
      assert.match(console.text(), words);
    await console.press('escape');
    assert.match(console.selected(), /^dns/);
    await console.press('t');
    assert.match(console.rows()[3] ?? '', /TIMELINE {2}\d+ entries since/);
  });

  test('are seen as their daemon tells them when it is asked', async () => {
    const {console} = await openHa({columns: 160, rows: 50});
    await console.press('G', 'enter', 'a');
    assert.match(console.status(), /The daemon was asked, by a signal/);
    assert.match(console.text(), /report .* backup +it reported backup/);
  });

  test('that clients suffer from are told on the other screens too', async () => {
    const {console} = await openHa();
    await console.press('1');
    await console.pass(130_000);
    assert.match(console.rows()[2] ?? '', /^ ! HA: lost-uplink \(4\)$/);
  });

  test('stand still while the screen is held', async () => {
    const {console} = await openHa();
    await console.press('p');
    await console.pass(35_000);
    assert.match(rowOf(console, 'dns'), /BACKUP/);
    await console.press('p');
    assert.match(rowOf(console, 'dns'), /MASTER/);
  });
});

describe('a change', () => {
  /** A source that changes when it is told to. */
  async function openSteered() {
    let change = (): void => {};
    let states = 0;
    let reads = 0;
    const opened = await openHa({
      openRouters: async world => {
        const source = new DemoRouters(world);
        const read = (): RouterTruth => {
          reads++;
          const truth = source.read();
          return {...truth, holds: [], listened: states, sources: [{...truth.sources[0], name: `${states}`} as never]};
        };
        const start = async (onChange: () => void) => {
          change = onChange;
        };
        return {source: {read, start, ask: async () => {}, close: async () => {}}, owners: [], close: async () => {}};
      },
    });
    const happen = (): void => {
      states++;
      change();
    };
    return {...opened, happen, reads: () => reads};
  }
  const shownState = ({model}: Console) => model.ha.truth?.listened;

  test('is shown at once, and what follows it within 100 ms', async () => {
    const {console, happen} = await openSteered();
    await console.pass(500);
    happen();
    assert.equal(shownState(console), 1);
    happen();
    assert.equal(shownState(console), 1);
    await console.pass(100);
    assert.equal(shownState(console), 2);
  });

  test('a hundred times in a second is shown ten times', async () => {
    const {console, happen} = await openSteered();
    await console.pass(500);
    let frames = 0;
    let last = console.model.ha.truth;
    console.dashboard.subscribe(() => {
      if (console.model.ha.truth !== last) frames++;
      last = console.model.ha.truth;
    });
    for (let i = 0; i < 100; i++) {
      happen();
      await console.pass(10);
    }
    await console.pass(100);
    assert.equal(shownState(console), 100);
    assert.ok(frames <= 12, `${frames} frames`);
  });

  test('is looked for once a second where another screen is shown', async () => {
    const {console, happen, reads} = await openSteered();
    await console.press('1');
    await console.pass(2000);
    const before = reads();
    for (let i = 0; i < 100; i++) {
      happen();
      await console.pass(20);
    }
    assert.ok(reads() - before <= 4, `${reads() - before} readings`); // with those of the refresh
  });
});

describe('where nobody can tell', () => {
  test('it says why, and what to do', async () => {
    const refused = Object.assign(new Error('raw sockets are refused'), {code: 'EPERM'});
    const {console} = await openHa({openRouters: () => Promise.reject(refused)});
    assert.match(console.text(), /Virtual routers cannot be watched: raw sockets are refused\n.*with sudo/);
  });

  test('coming back tries again', async () => {
    let tries = 0;
    const {console} = await openHa({openRouters: async () => Promise.reject(new Error(`try ${++tries}`))});
    assert.match(console.text(), /cannot be watched: try 1/);
    await console.press('1', '4');
    assert.match(console.text(), /cannot be watched: try 2/);
  });

  test('the embedded kernel has no network', async () => {
    const {console} = await openHa({openRouters: async () => undefined});
    assert.match(console.text(), /The embedded kernel has no network with virtual routers/);
  });
});
