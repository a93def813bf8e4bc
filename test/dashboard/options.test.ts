import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readlinkSync, writeFileSync} from 'node:fs';
import {after, suite, test} from 'node:test';
import type {Cell} from '../terminal/screen.js';
import type {Dashboard} from './dashboard.js';
import {Director} from './director.js';
import {notBuilt, program} from './program.js';

const table = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 0',
  '-A -t 10.0.0.2:443 -s sh',
];

/** The first cell on the screen of which this is not true, with its place. */
function firstOther({terminal}: Dashboard, isSo: (cell: Cell) => boolean) {
  for (let row = 0; row < terminal.screen().length; row++)
    for (const [column, cell] of terminal.cells(row).entries()) if (!isSo(cell)) return {row, column, ...cell};
  return undefined;
}

/** Goes through all screens and what can lie over them. */
async function everyScreen(dashboard: Dashboard, look: () => void): Promise<void> {
  for (const [keys, words] of [
    ['1', 'tcp/10.0.0.1:80'],
    ['2', 'REAL SERVER'],
    ['3', 'CONNECTION TABLE'],
    ['4', 'The embedded kernel has no network'],
    ['5', 'Nobody checks the servers'],
    ['6', 'WHAT CHANGED'],
    ['?', 'After the colon'],
  ] as const) {
    dashboard.press(keys);
    await dashboard.until(words);
    look();
  }
  dashboard.press('q', '1', 'G', 'Enter');
  await dashboard.until(() => /^ ?. tcp\/10\.0\.0\.2:443|^ ?tcp\/10\.0\.0\.2:443/.test(dashboard.titles()));
  look();
  dashboard.press('Escape');
  await dashboard.until(() => dashboard.titles().includes('SERVICE'));
  await dashboard.choose('10.1.0.1:8080');
  dashboard.press('c');
  await dashboard.until('[x] name');
  look();
  dashboard.press('q', '+');
  await dashboard.untilStatus('-w 5');
  look();
  dashboard.press('Enter');
  await dashboard.untilStatus('Done');
  look();
  dashboard.press('u', 'x');
  await dashboard.untilStatus('-w 0');
  look();
  dashboard.press('n');
}

suite('options and the environment', {skip: notBuilt}, () => {
  const director = new Director(...table);
  after(() => director.close());

  test('NO_COLOR leaves no colour in any cell; what must stand out does by other means', async () => {
    const dashboard = await director.open({environment: {NO_COLOR: '1'}});
    const isPlain = ({foreground, background}: Cell) => foreground === 'default' && background === 'default';
    await everyScreen(dashboard, () => assert.equal(firstOther(dashboard, isPlain), undefined));
    assert.ok(dashboard.terminal.cells(0).some(({inverse}) => inverse));
    assert.match(dashboard.selected(), /./);
  });

  test('a terminal of 16 colours gets no other', async () => {
    const dashboard = await director.open({environment: {TERM: 'xterm'}});
    const isFew = (colour: Cell['foreground']) => colour === 'default' || Number(colour) < 16;
    const areFew = ({foreground, background}: Cell) => isFew(foreground) && isFew(background);
    await everyScreen(dashboard, () => assert.equal(firstOther(dashboard, areFew), undefined));
    assert.ok(
      firstOther(dashboard, ({foreground}) => foreground === 'default'),
      'but some',
    );
  });

  for (const [name, environment] of [
    ['a locale that is not UTF-8', {LANG: 'C'}],
    ['LVSCTL_ASCII=1', {LVSCTL_ASCII: '1'}],
  ] as const) {
    test(`${name} gets nothing beyond ASCII`, async () => {
      const dashboard = await director.open({environment});
      await everyScreen(dashboard, () => {
        for (const row of dashboard.terminal.screen()) assert.match(row, /^[\x20-\x7e]*$/);
      });
      assert.match(dashboard.row('10.1.0.2') ?? '', /^q {3}` 10\.1\.0\.2:8080/);
    });
  }

  test('--read-only has no key for any change, and says so', async () => {
    const dashboard = await director.open({words: ['--read-only']});
    const rules = director.rules();
    assert.match(dashboard.bar(), / read-only /);
    await dashboard.choose('10.1.0.1:8080');
    dashboard.press('+', '-', ']', '[', 'w', 'x', 'R', 'a', 'A', 'e', 'd', 'Delete', 'z', 'u');
    dashboard.enter(':-D -t 10.0.0.1:80');
    await dashboard.untilStatus(/:-D -t 10\.0\.0\.1:80 .*this console only reads/);
    dashboard.press('Escape');
    await dashboard.until(() => dashboard.status() === '');
    assert.doesNotMatch(dashboard.keys(), /weight|quiesce|undo/);
    dashboard.press('?');
    await dashboard.until('busiest');
    assert.doesNotMatch(dashboard.body().join('\n'), /quiesce|undo|delete/);
    assert.deepEqual(director.rules(), rules);
  });

  test('--interval says how often the kernel is read; :interval changes it, Ctrl-R reads now', async () => {
    const dashboard = await director.open({words: ['--interval', '3600']});
    director.change('-A -t 10.0.0.7:7');
    dashboard.press('j');
    await dashboard.until(() => dashboard.selected().includes('10.1.0.1:8080'));
    assert.equal(dashboard.row('10.0.0.7:7'), undefined);
    dashboard.press('C-r');
    await dashboard.untilRow('10.0.0.7:7', /./);

    const {terminal} = dashboard;
    writeFileSync(readlinkSync(`/proc/${terminal.pid}/fd/1`), '\x1b[5H\x1b[2K\x1b[8Hsomething else\r\nwrites here\r\n');
    await dashboard.until('writes here');
    dashboard.press('C-l');
    await dashboard.until(() => dashboard.names().length === 5 && !terminal.screen().join('').includes('something'));
    assert.match(dashboard.keys(), / detail /, 'Ctrl-L paints all of it, without reading anything');

    dashboard.enter(':interval 0.1');
    await dashboard.untilStatus('Every 0.1 s.');
    dashboard.press('C-r');
    director.change('-D -t 10.0.0.7:7');
    await dashboard.until(() => dashboard.row('10.0.0.7:7') === undefined);
  });

  test('--interval 0 and what is unknown are refused', () => {
    assert.deepEqual(run(['top', '--interval', '0']).status, 2);
    assert.match(run(['top', '--interval', '0']).stderr, /'0' is not a number of seconds/);
    assert.match(run(['top', '--intervall', '1']).stderr, /intervall/);
  });

  test('--once prints the table as plain text, as wide as COLUMNS says, without a terminal', () => {
    const wide = run(['top', '--once'], {COLUMNS: '100', LANG: 'C.UTF-8'});
    assert.equal(wide.status, 0, wide.stderr);
    const lines = wide.stdout.split('\n');
    assert.match(lines[0] ?? '', /^ lvsctl {2}EMBEDDED .*\d\d:\d\d:\d\d$/);
    assert.match(
      wide.stdout,
      /SERVICE▴[\s\S]*tcp\/10\.0\.0\.1:80 .*wlc[\s\S]*q {3}└ 10\.1\.0\.2:8080[\s\S]*no real servers/,
    );
    assert.ok(Math.max(...lines.map(line => line.length)) <= 100);
    assert.doesNotMatch(wide.stdout, /\x1b|quit/);
    const narrow = run(['top', '--once'], {COLUMNS: '40'});
    assert.ok(Math.max(...narrow.stdout.split('\n').map(line => line.length)) <= 40);
    assert.match(narrow.stdout, /\d\d:\d\d:\d\d\n[\s\S]*tcp\/10\.0\.0\.1:80/);
    assert.match(narrow.stdout, /^[\x20-\x7e\n]*$/, 'no locale, no more than ASCII');
  });

  test('without a terminal it says what else there is, exit 2', () => {
    const {status, stdout, stderr} = run(['top']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /standard output is not a terminal: print one frame with --once, or use lvsctl list/);
  });

  test('the demo shows itself on a made-up director', async () => {
    const {status, stdout} = run(['demo', '--once'], {COLUMNS: '120'});
    assert.equal(status, 0);
    assert.match(stdout, /EMBEDDED[\s\S]*[1-9]\d* +conn\/s/);
  });

  function run(words: string[], more: Record<string, string> = {}) {
    const env = {PATH: process.env.PATH, HOME: director.folder, ...director.environment, ...more};
    return spawnSync(program, words, {encoding: 'utf8', env, timeout: 30_000});
  }
});
