import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {MadeUpChecks, madeUpCheck, madeUpReport, madeUpServer, openChecksScreen} from './checks-console.js';

const down = madeUpServer('10.1.0.2:80', {state: 'down', reason: 'connection refused', layer: 'L4', weight: undefined});
const servers = [
  madeUpServer('10.1.0.1:80', {checks: [madeUpCheck('TCP 10.1.0.1:80')]}),
  down,
  madeUpServer('10.1.0.3:80', {state: 'disabled', operator: 'drained by ann'}),
];

describe('the list of servers', () => {
  test('those that are down come first; f leaves only them; another order is by >', async () => {
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(servers)));
    assert.match(console.rows()[3] ?? '', /by keepalived, told as it happens +3 servers {2}1 down {2}1 disabled/);
    assert.match(console.selected(), /^! 10\.1\.0\.2:80 web down – L4 – – connection refused/);
    await console.press('f');
    assert.equal(console.model.checks.rows.length, 1);
    await console.press('f', 'j', 'k', '>');
    assert.match(console.selected(), /10\.1\.0\.2:80/, 'the selection stays on its object');
    assert.deepEqual(
      console.model.checks.rows.map(({server}) => server.name.slice(-4, -3)),
      ['1', '2', '3'],
    );
    await console.press('R');
    assert.deepEqual(
      console.model.checks.rows.map(({server}) => server.name.slice(-4, -3)),
      ['3', '2', '1'],
    );
  });

  test('the filter knows states, layers and addresses, and says what is wrong with it', async () => {
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(servers)));
    await console.press('/');
    await console.enter('layer=L4 10.1.0.0/24');
    assert.deepEqual(
      console.model.checks.rows.map(({server}) => server.name),
      ['10.1.0.2:80'],
    );
    await console.press('/', 'ctrl+u', ...'colour=red');
    assert.match(console.status(), /there is no field colour/);
    await console.press('escape', 'escape');
    assert.equal(console.model.checks.rows.length, 3);
  });

  test('text from outside is escaped', async () => {
    const evil = madeUpServer('10.1.0.1:80', {reason: 'a\u001b[2Jb', state: 'down'});
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport([evil])));
    assert.ok(!console.text().includes('\u001b'));
    assert.match(console.text(), /a\\x1b\[2Jb/);
    await console.press('enter');
    assert.ok(!console.text().includes('\u001b'));
  });

  test('n goes to the next that is down', async () => {
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(servers)));
    await console.press('>', 'home', 'n');
    assert.match(console.selected(), /10\.1\.0\.2:80/);
  });
});

describe('the detail', () => {
  test('Enter shows the checks with their last words, and what happened', async () => {
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(servers)));
    await console.press('G', 'enter');
    const text = console.text();
    assert.match(text, /TCP 10\.1\.0\.1:80/);
    assert.match(text, /it answers/);
    assert.match(text, /down +it \\x1b\[31mwent/);
    await console.press('escape');
    assert.equal(console.model.checks.detail, undefined);
  });

  test('r runs the checks now, and shows each step with its time', async () => {
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(servers)));
    await console.press('r');
    assert.match(console.text(), /RUN NOW/);
    assert.match(console.text(), /1\.5ms {2}connect +connected\n.*2\.5ms {2}up: status 200/);
  });
});

describe('switching checks off', () => {
  test('d asks why, and Enter does it; of one that is off it is switched on', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    const console = await openChecksScreen(source);
    await console.press('d');
    assert.match(console.status(), /switch the checks of 10\.1\.0\.2:80 off, because:/);
    await console.press('escape');
    assert.equal(source.disabled.length, 0);
    await console.press('d');
    await console.enter('new disk');
    assert.deepEqual(source.disabled, [{server: '10.1.0.2:80', pool: 'web', owner: 'ann', reason: 'new disk'}]);
    await console.press('j', 'd', 'enter');
    assert.deepEqual(source.enabled, ['10.1.0.3:80']);
  });

  test('where it cannot be it is said what to do instead', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    source.cannot = {disable: 'lvsctl drain keeps it out'};
    const console = await openChecksScreen(source);
    await console.press('d');
    assert.equal(console.status(), 'lvsctl drain keeps it out');
  });

  test('read-only has no key for it', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    const console = await openChecksScreen(source, {isReadOnly: true});
    await console.press('d', 'enter');
    assert.equal(source.disabled.length, 0);
  });
});

describe('how it is read', () => {
  test('a daemon that would be signalled is asked when the screen is first opened and by g, and never by time', async () => {
    const source = new MadeUpChecks(madeUpReport(servers), 'signal');
    const console = await openChecksScreen(source);
    assert.equal(source.reads, 1);
    await console.pass(60_000);
    await console.press('1', '5', 'ctrl+r');
    assert.equal(source.reads, 1);
    assert.match(console.text(), /dump of .* old; g asks again/);
    await console.press('g');
    assert.equal(source.reads, 2);
  });

  test('what such a daemon tells by itself is shown without asking it', async () => {
    const source = new MadeUpChecks(madeUpReport(servers), 'signal');
    const console = await openChecksScreen(source);
    source.last = madeUpReport([madeUpServer('10.1.0.1:80', {state: 'down', reason: 'by its FIFO'})]);
    source.onChange();
    await console.settle();
    assert.equal(source.reads, 1);
    assert.match(console.selected(), /by its FIFO/);
  });

  test('whoever tells is read again at a change, at most twice a second, and only while the screen is shown', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    const console = await openChecksScreen(source);
    const before = source.reads;
    for (let i = 0; i < 100; i++) source.onChange();
    await console.pass(600);
    assert.equal(source.reads, before + 1);
    await console.press('1');
    source.onChange();
    await console.pass(5000);
    assert.equal(source.reads, before + 1);
  });

  test('what was read stays when it cannot be read any more, with why', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    const console = await openChecksScreen(source);
    source.problem = 'the director does not run';
    await console.press('g');
    assert.match(console.rows()[3] ?? '', /not read: the director does not run/);
    assert.equal(console.model.checks.rows.length, 3);
  });

  test('where nobody checks it says so, and what would', async () => {
    const console = await openChecksScreen(undefined);
    assert.match(console.text(), /Nobody checks servers here/);
    assert.match(console.text(), /lvsctl director run/);
  });

  test('it is closed with the dashboard', async () => {
    const source = new MadeUpChecks(madeUpReport(servers));
    const console = await openChecksScreen(source);
    await console.dashboard.stop();
    assert.equal(source.closed, 1);
  });

  test('ten thousand servers are shown within the time of a frame or two', async () => {
    const many = Array.from({length: 10_000}, (_, i) => madeUpServer(`10.${i >> 8}.${i & 255}.1:80`));
    const console = await openChecksScreen(new MadeUpChecks(madeUpReport(many)));
    const begin = performance.now();
    await console.press('j');
    console.rows();
    assert.ok(performance.now() - begin < 500);
    assert.equal(console.model.checks.rows.length, 10_000);
  });
});
