import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import {newSite} from '../../kernel/embedded/directors.js';
import {FleetConsole, Member, Timers} from './fleet-console.js';

const open: FleetConsole[] = [];
afterEach(async () => {
  for (const console of open.splice(0)) await console.fleet.stop();
});

async function openFleet(size: {columns?: number; rows?: number} = {}) {
  const timers = new Timers();
  const members: Member[] = [];
  for (const [name, weight] of [
    ['lb1', 3],
    ['lb2', 0],
  ] as const) {
    const site = await newSite(
      '-A -t 10.0.0.1:80 -s wlc',
      `-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w ${weight}`,
      '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 1',
    );
    members.push(new Member(name, site, timers));
  }
  const console = await new FleetConsole(members, timers, size).open();
  open.push(console);
  const [lb1, lb2] = members as [Member, Member];
  return {console, lb1, lb2};
}

const lb = (member: Member) => ({state: 'silent', since: 0, hello: undefined, name: member.name}) as const;

describe('several directors on one terminal', () => {
  test('one is shown, below the line of all of them', async () => {
    const {console} = await openFleet();
    assert.match(console.rows()[0] as string, /▸lb1 .*active.* lb2 .*active/);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +3/);
    assert.equal(console.rows().length, 24);
  });

  test('} shows the next, { the one before, each as it is now', async () => {
    const {console} = await openFleet();
    await console.press('}');
    assert.match(console.text(), /▸lb2/);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +0/);
    await console.press('{');
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +3/);
  });

  test('keys go to the shown one alone: a change is made there, and not on the other', async () => {
    const {console} = await openFleet();
    await console.press('j', '+');
    assert.match(console.text(), /-e -t 10\.0\.0\.1:80 -r 10\.1\.0\.1:80 -m -w 4/);
    await console.press('enter');
    await console.pass(500);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +4/);
    await console.press('}');
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +0/);
  });

  test('while something is typed, } is a character', async () => {
    const {console} = await openFleet();
    await console.press('/', '}');
    assert.match(console.text(), /▸lb1/);
    assert.match(console.rows().at(-2) as string, /\/}/);
  });

  test('what is typed faster than frames come means what it means there', async () => {
    const {console, lb1} = await openFleet();
    lb1.delay();
    for (const key of ['/', '1', '0', '}', 'q', 'enter', '}']) console.fleet.dispatch({type: 'key', key});
    assert.match(console.text(), /▸lb1/);
    assert.deepEqual(console.asked, []);
    lb1.deliver();
    await console.pass(200);
    assert.match(console.text(), /▸lb2/);
    assert.deepEqual(console.asked, []);
    await console.press('{');
    assert.match(console.text(), /filter: 10}q/);
  });

  test('q leaves at once, whoever is shown; in a question it says no', async () => {
    const {console} = await openFleet();
    await console.press('j', '+', 'q');
    assert.deepEqual(console.asked, []);
    await console.press('q');
    assert.deepEqual(console.asked, ['quit']);
  });

  test('a typed command that ends the dashboard ends this one', async () => {
    const {console} = await openFleet();
    await console.press(':', 'q', 'u', 'i', 't', 'enter');
    assert.deepEqual(console.asked, ['quit']);
  });

  test('0 shows all side by side, with what is not the same', async () => {
    const {console} = await openFleet();
    await console.press('0');
    assert.match(console.text(), /DIRECTOR +CONNECTION +ROLE/);
    assert.match(console.text(), /lb1 +answers/);
    assert.match(console.text(), /DIFFERENCES: 1 entry/);
    assert.match(console.text(), /tcp\/10\.0\.0\.1:80 ▸ 10\.1\.0\.1:80 +lb1: -m -w 3 +lb2: -m -w 0/);
    await console.press('j', 'enter');
    assert.match(console.text(), /▸lb2/);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +0/);
  });

  test('a number key among all goes to that screen of the chosen director', async () => {
    const {console} = await openFleet();
    await console.press('0', 'j', '3');
    await console.pass(2500);
    assert.match(console.text(), /▸lb2/);
    assert.match(console.text(), /CONNECTION TABLE/);
  });

  test('a frozen host is shown as that, older and without colours; its keys are not sent, and the other goes on', async () => {
    const {console, lb1} = await openFleet();
    lb1.isFrozen = true;
    lb1.become(lb(lb1));
    await console.pass(4000);
    assert.match(console.rows()[0] as string, /lb1 silent [4-6]s/);
    assert.match(console.rows().at(-2) as string, /lb1 has not answered for [4-6]s: what is shown is older/);
    await console.press('j', '+', 'enter');
    assert.match(console.rows().at(-2) as string, /keys are not sent/);
    await console.press('}');
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +0/);
    await console.press('j', '+');
    assert.match(console.text(), /-w 1/);
    await console.press('escape', '{', 'q');
    assert.deepEqual(console.asked, ['quit']);
  });

  test('a dashboard that could not be opened is tried again', async () => {
    const {console, lb1} = await openFleet();
    const {state} = lb1;
    lb1.failures = 1;
    lb1.become({state: 'down', since: 0, words: 'cut', retryAt: undefined});
    lb1.become(state);
    await console.pass(500);
    assert.match(console.text(), /lb1 answers; its dashboard is being opened/);
    await console.press('j', 'q'); // nobody there takes keys: here they mean what they do everywhere
    assert.deepEqual(console.asked, ['quit']);
    await console.pass(11_000);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +3/);
  });

  test('a host that is cut off is told with why and when it is tried again, and comes back by itself', async () => {
    const {console, lb1} = await openFleet();
    const {state} = lb1;
    lb1.become({
      state: 'down',
      since: 1000,
      words: 'ssh: connect to host lb1 port 22: No route to host',
      retryAt: 9000,
    });
    await console.pass(1000);
    assert.match(console.rows()[0] as string, /lb1 down/);
    assert.match(console.text(), /lb1 is down since .*\n.*No route to host\n.*tried again in/);
    lb1.become(state);
    await console.pass(1500);
    assert.match(console.text(), /10\.1\.0\.1:80 +Masq +3/);
  });

  for (const size of [
    {columns: 80, rows: 24},
    {columns: 160, rows: 50},
    {columns: 40, rows: 11},
    {columns: 30, rows: 8},
  ])
    test(`no line is wider than the terminal, and there are as many as it has rows: ${size.columns}x${size.rows}`, async () => {
      const {console, lb2} = await openFleet(size);
      lb2.become({state: 'down', since: 0, words: 'a reason that is rather long, '.repeat(10), retryAt: undefined});
      for (const key of ['}', '0', '{', 'j', '0']) {
        await console.press(key);
        const rows = console.rows();
        assert.equal(rows.length, size.rows);
        for (const row of rows) assert.ok(row.length <= size.columns, `${row.length}: ${row}`);
      }
    });
});
