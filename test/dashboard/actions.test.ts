import assert from 'node:assert/strict';
import {after, suite, test} from 'node:test';
import {bindings} from '../../src/tui/keymap/bindings.js';
import type {Dashboard} from './dashboard.js';
import {Director} from './director.js';
import {notBuilt} from './program.js';
import {sharedDashboard} from './shared-dashboard.js';

const web = '-t 10.0.0.1:80';
const first = `${web} -r 10.1.0.1:8080 -m`;
const second = `${web} -r 10.1.0.2:8080 -m`;
const names = '-u 10.0.0.9:53';
const table = [
  `-A ${web} -s wlc`,
  `-a ${first} -w 20 -x 100 -y 50`,
  `-a ${second} -w 2`,
  `-A ${names} -s rr`,
  `-a ${names} -r 10.1.0.9:53 -m -w 1`,
];

/** Those of virtual routers are in ha.test.ts. */
type Change = Exclude<Extract<(typeof bindings)[number], {isChange: true; scope: 'services'}>['intention'], 'undo'>;

interface Example {
  /** The row it is done to. */
  readonly on: string;
  /** What somebody else does to it before, and afterwards. */
  readonly before?: string;
  readonly after?: string;
  /** Typed where the key opens a prompt. */
  readonly typed?: string;
  /** What is shown before anything is done. */
  readonly shows: string;
  /** Why y is needed. */
  readonly danger?: RegExp;
  /** Of `ipvsadm -Sn`: lines that go, and lines that come. */
  readonly removes: readonly string[];
  readonly adds: readonly string[];
  /** What the row becomes on the screen, or another one. */
  readonly row?: RegExp;
  readonly newRow?: string;
}

const edited = (rule: string, weight: number) => ({
  shows: `ipvsadm -e ${first} -w ${weight} -x 100 -y 50`,
  removes: [`-a ${first} -w 20 -x 100 -y 50`],
  adds: [`-a ${rule} -w ${weight} -x 100 -y 50`],
  row: new RegExp(` ${weight} `),
});

const examples: Readonly<Record<Change, readonly Example[]>> = {
  'weight-up': [{on: '10.1.0.1:8080', ...edited(first, 21)}],
  'weight-down': [{on: '10.1.0.1:8080', ...edited(first, 19)}],
  'weight-up-10': [{on: '10.1.0.1:8080', ...edited(first, 30)}],
  'weight-down-10': [{on: '10.1.0.1:8080', ...edited(first, 10)}],
  'weight-set': [{on: '10.1.0.1:8080', typed: '\x15777', ...edited(first, 777)}],
  quiesce: [
    {on: '10.1.0.1:8080', ...edited(first, 0), row: /^q .* 0 .*quiesced/},
    {
      on: '10.1.0.9:53',
      shows: `ipvsadm -e ${names} -r 10.1.0.9:53 -m -w 0`,
      danger: /no other real server of udp\/10\.0\.0\.9:53 has a weight/,
      removes: [`-a ${names} -r 10.1.0.9:53 -m -w 1`],
      adds: [`-a ${names} -r 10.1.0.9:53 -m -w 0`],
      row: /^q .* 0 .*quiesced/,
    },
  ],
  restore: [
    {
      on: '10.1.0.2:8080',
      before: `-e ${second} -w 0`,
      after: `-e ${second} -w 2`,
      shows: `ipvsadm -e ${second} -w 2`,
      removes: [`-a ${second} -w 0`],
      adds: [`-a ${second} -w 2`],
      row: /^ .* 2 /,
    },
  ],
  drain: [
    {on: '10.1.0.1:8080', typed: '2h new disk', ...edited(first, 0), row: /^D .* 0 .*drained/},
    {
      on: '10.1.0.9:53',
      typed: 'new disk',
      shows: `ipvsadm -e ${names} -r 10.1.0.9:53 -m -w 0`,
      danger: /udp\/10\.0\.0\.9:53: no server of weight above 0 would be left/,
      removes: [`-a ${names} -r 10.1.0.9:53 -m -w 1`],
      adds: [`-a ${names} -r 10.1.0.9:53 -m -w 0`],
      row: /^D .* 0 .*drained/,
    },
  ],
  undrain: [
    {
      on: '10.1.0.2:8080',
      before: 'drain 10.1.0.2:8080 --no-wait --reason disk',
      after: 'undrain 10.1.0.2:8080',
      shows: `ipvsadm -e ${second} -w 2`,
      removes: [`-a ${second} -w 0`],
      adds: [`-a ${second} -w 2`],
      row: /^ .* 2 /,
    },
  ],
  'add-server': [
    {
      on: 'tcp/10.0.0.1:80',
      typed: '10.1.0.3:8080',
      shows: `ipvsadm -a ${web} -r 10.1.0.3:8080 -m -w 2`,
      removes: [],
      adds: [`-a ${web} -r 10.1.0.3:8080 -m -w 2`],
      newRow: '10.1.0.3:8080',
    },
  ],
  'add-service': [
    {
      on: 'tcp/10.0.0.1:80',
      typed: '[2001:db8::1]:443',
      shows: 'ipvsadm -A -t [2001:db8::1]:443 -s wlc',
      removes: [],
      adds: ['-A -t [2001:db8::1]:443 -s wlc'],
      newRow: 'tcp/[2001:db8::1]:443',
    },
  ],
  edit: [
    {
      on: 'tcp/10.0.0.1:80',
      typed: '\x17mh -p 600 -M 255.255.255.0',
      shows: `ipvsadm -E ${web} -s mh -p 600 -M 255.255.255.0`,
      removes: [`-A ${web} -s wlc`],
      adds: [`-A ${web} -s mh -p 600 -M 255.255.255.0`],
      row: /mh /,
    },
    {
      on: '10.1.0.9:53',
      typed: '\x01\x0b-e -u 10.0.0.9:53 -r 10.1.0.9:53 -g -w 5 -x 9',
      shows: `ipvsadm -e ${names} -r 10.1.0.9:53 -g -w 5 -x 9`,
      removes: [`-a ${names} -r 10.1.0.9:53 -m -w 1`],
      adds: [`-a ${names} -r 10.1.0.9:53 -g -w 5 -x 9`],
      row: /Route +5 /,
    },
  ],
  delete: [
    {on: '10.1.0.2:8080', shows: `ipvsadm -d ${web} -r 10.1.0.2:8080`, removes: [`-a ${second} -w 2`], adds: []},
    {
      on: '10.1.0.9:53',
      shows: `ipvsadm -d ${names} -r 10.1.0.9:53`,
      danger: /it is the last real server of udp\/10\.0\.0\.9:53 with a weight/,
      removes: [`-a ${names} -r 10.1.0.9:53 -m -w 1`],
      adds: [],
    },
    {
      on: 'tcp/10.0.0.1:80',
      shows: `ipvsadm -D ${web}`,
      danger: /the whole service goes/,
      removes: table.slice(0, 3),
      adds: [],
    },
  ],
  zero: [{on: '10.1.0.1:8080', shows: `ipvsadm -Z ${web}`, removes: [], adds: []}],
};

suite('changes in the dashboard', {skip: notBuilt}, () => {
  const director = new Director(...table);
  const shared = sharedDashboard(() => {
    director.restore(...table);
    return director.open();
  });
  after(() => director.close());

  test('there is an example of every change that has a key', () => {
    const intentions = bindings
      .filter(binding => 'isChange' in binding && binding.scope !== 'routers' && binding.scope !== 'checked') // screens of their own
      .map(({intention}) => intention);
    assert.deepEqual([...Object.keys(examples), 'undo'].sort(), intentions.sort());
  });

  for (const [intention, list] of Object.entries(examples)) {
    for (const example of list) {
      const {on, before, after, shows, danger, removes, adds, row, newRow = on} = example;
      test(`${intention} on ${on}: ${shows}`, async () => {
        const dashboard = shared();
        const keys = bindings.find(binding => binding.intention === intention && 'isChange' in binding)?.keys ?? [];
        if (before !== undefined) {
          director.change(before);
          await dashboard.untilRow(on, /^[qD] /);
        }
        const rules = director.rules();
        await dashboard.choose(on);

        await open(dashboard, keys[0] as string, example);
        if (danger) assert.match(dashboard.body().at(-1) ?? '', danger);
        assert.match(dashboard.keys(), danger ? /^ y apply {2}Esc cancel$/ : /^ Enter apply {2}Esc cancel$/);
        if (danger) dashboard.press('Enter');
        dashboard.press('Escape');
        await dashboard.untilStatus('Nothing was changed.');
        assert.deepEqual(director.rules(), rules, 'neither Esc nor, where it is dangerous, Enter');

        await open(dashboard, keys.at(-1) as string, example);
        dashboard.press(danger ? 'y' : 'Enter');
        await dashboard.untilStatus(/^Done: /);
        assert.deepEqual(director.rules(), [...rules.filter(rule => !removes.includes(rule)), ...adds].sort());
        if (removes.length > 0 && adds.length === 0) await dashboard.until(() => dashboard.row(on) === undefined);
        else await dashboard.untilRow(newRow, row ?? /./);

        dashboard.press('u');
        await dashboard.untilStatus(intention === 'zero' ? 'Nothing takes this back' : /^Done: undo/);
        assert.deepEqual(director.rules(), rules, 'undone');
        await dashboard.untilRow(on, /./);
        if (after === undefined) return;
        director.change(after);
        await dashboard.untilRow(on, /^ /);
      });
    }
  }
});

/** Presses the key and types what is to be typed; waits for the shown change. */
async function open(dashboard: Dashboard, key: string, {typed, shows}: Example): Promise<void> {
  dashboard.press(key === 'delete' ? 'Delete' : key);
  if (typed !== undefined) {
    await dashboard.until(() => dashboard.keys().includes('Enter done'));
    dashboard.enter(typed);
  }
  await dashboard.until(() => dashboard.status().includes(shows) && / apply /.test(dashboard.keys()), {what: shows});
}
