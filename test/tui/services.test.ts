import assert from 'node:assert/strict';
import {afterEach, describe, test} from 'node:test';
import {connect, newSite, type Site} from '../kernel/embedded/directors.js';
import {Console, type ConsoleOptions} from './console.js';

const web = [
  '-A -t 10.0.0.1:80 -s wlc',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 2',
  '-a -t 10.0.0.1:80 -r 10.1.0.3:8080 -m -w 0',
  '-A -u 10.0.0.9:53 -s rr',
  '-a -u 10.0.0.9:53 -r 10.1.0.9:53 -m',
  '-A -t 10.0.0.2:443 -s sh',
];

const open: Console[] = [];
afterEach(() => {
  for (const console of open.splice(0)) console.close();
});

async function openConsole(site: Site, options: ConsoleOptions = {}): Promise<Console> {
  const {director} = site;
  const time = {
    get now() {
      return director.now;
    },
    pass: (milliseconds: number) => site.pass(milliseconds),
  };
  const console = await new Console(site.kernel, time, options).open();
  open.push(console);
  return console;
}

const names = (console: Console) =>
  console
    .rows()
    .slice(4, -2)
    .map(row => row.slice(2, 28).trim())
    .filter(name => name !== '');

describe('the tree', () => {
  test('shows services in their order with their real servers below', async () => {
    const console = await openConsole(await newSite(...web));
    assert.deepEqual(names(console), [
      '▾ tcp/10.0.0.1:80',
      '├ 10.1.0.1:8080',
      '├ 10.1.0.2:8080',
      '└ 10.1.0.3:8080',
      '▾ tcp/10.0.0.2:443',
      '▾ udp/10.0.0.9:53',
      '└ 10.1.0.9:53',
    ]);
  });

  test('marks what needs a look by a letter and in words', async () => {
    const console = await openConsole(await newSite(...web), {columns: 160});
    assert.match(console.rows()[2] as string, /1 service has no real servers/);
    const row = (name: string) => console.rows().find(each => each.includes(name)) ?? '';
    assert.match(row('10.1.0.3'), /^q .*quiesced, empty/);
    assert.match(row('10.0.0.2'), /^! .*no real servers/);
  });

  test('folds a service, and all of them', async () => {
    const console = await openConsole(await newSite(...web));
    await console.press('down', 'left');
    assert.deepEqual(names(console)[0], '▸ tcp/10.0.0.1:80');
    assert.match(console.selected(), /tcp\/10.0.0.1:80/);
    await console.press('space');
    assert.equal(names(console).length, 7);
    await console.press('*');
    assert.equal(names(console).length, 3);
  });

  test('stays on the chosen object while rows move', async () => {
    const site = await newSite(...web);
    const console = await openConsole(site);
    await console.press('>', '>', '>'); // weight, active
    await console.press('j', 'j', 'j');
    const chosen = console.selected().split(' ')[1] as string;
    for (let port = 1; port <= 20; port++) connect(site.director, `10.9.0.1:${port}`, '10.0.0.9:53', 'datagram');
    await console.pass(4000);
    assert.ok(console.selected().includes(chosen), `${chosen} in ${console.selected()}`);
  });

  test('jumps to the busiest and to what needs a look', async () => {
    const site = await newSite(...web);
    for (let port = 1; port <= 50; port++) connect(site.director, `10.9.0.1:${port}`, '10.0.0.9:53', 'datagram');
    site.pass(2000);
    const console = await openConsole(site);
    await console.press('b');
    assert.match(console.selected(), /udp\/10.0.0.9:53/);
    await console.press('n');
    assert.match(console.selected(), /10.1.0.3:8080/);
    await console.press('n');
    assert.match(console.selected(), /10.0.0.2:443/);
  });

  test('hides idle services', async () => {
    const site = await newSite(...web);
    connect(site.director, '10.9.0.1:1', '10.0.0.1:80');
    const console = await openConsole(site);
    await console.press('i');
    assert.deepEqual(
      names(console).filter(name => name.startsWith('▾')),
      ['▾ tcp/10.0.0.1:80', '▾ tcp/10.0.0.2:443'],
    );
  });
});

describe('the filter', () => {
  for (const [text, expected] of [
    ['weight=0', ['tcp/10.0.0.1:80', '10.1.0.3:8080', 'tcp/10.0.0.2:443']],
    ['10.1.0.2', ['tcp/10.0.0.1:80', '10.1.0.2:8080']],
    ['10.1.0.8/29', ['udp/10.0.0.9:53', '10.1.0.9:53']],
    [':53', ['udp/10.0.0.9:53', '10.1.0.9:53']],
    ['state=empty', ['tcp/10.0.0.2:443']],
    ['!10.0.0.1 !state=idle', ['tcp/10.0.0.2:443']],
  ] as const) {
    test(`${text} leaves ${expected.join(', ')}`, async () => {
      const console = await openConsole(await newSite(...web));
      await console.press('/');
      await console.enter(text);
      assert.deepEqual(
        names(console).map(name => name.replace(/^\S /, '')),
        expected,
      );
      await console.press('escape');
      assert.equal(names(console).length, 7, 'Esc clears it');
    });
  }

  test('says what is wrong with it while it is typed, and keeps the last good one', async () => {
    const console = await openConsole(await newSite(...web), {columns: 120});
    await console.press('/');
    console.dashboard.dispatch({type: 'paste', text: 'weight=x'});
    assert.match(console.status(), /'x' is not a number/);
    assert.equal(names(console).length, 7);
  });
});

describe('changes', () => {
  const ruleOf = async (site: Site, server: string) => {
    const [service] = await site.ipvs.services();
    const found =
      service &&
      (await site.ipvs.destinations(service.id)).find(
        each => `10.1.0.${each.address.family === 'ipv4' ? each.address.value & 255 : 0}` === server,
      );
    return found?.weight;
  };

  test('are shown as a command first, made with Enter, and taken back with u', async () => {
    const site = await newSite('-A -t 10.0.0.1:80', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 4 -x 100');
    const console = await openConsole(site);
    await console.press('j', '+', '+', ']');
    assert.equal(console.status(), 'ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 16 -x 100');
    assert.equal(await ruleOf(site, '10.1.0.1'), 4, 'nothing was done yet');
    await console.press('enter');
    assert.equal(await ruleOf(site, '10.1.0.1'), 16);
    assert.match(console.status(), /^Done: weight 4 → 16/);
    await console.press('u');
    assert.equal(await ruleOf(site, '10.1.0.1'), 4);
  });

  test('of the last server with a weight want y', async () => {
    const site = await newSite('-A -t 10.0.0.1:80', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 4');
    const console = await openConsole(site, {columns: 160});
    await console.press('j', 'x', 'enter');
    assert.equal(await ruleOf(site, '10.1.0.1'), 4);
    await console.press('y');
    assert.equal(await ruleOf(site, '10.1.0.1'), 0);
    await console.press('R');
    assert.match(console.status(), /-w 4$/);
    await console.press('enter');
    assert.equal(await ruleOf(site, '10.1.0.1'), 4);
  });

  test('are refused when somebody else was faster', async () => {
    const site = await newSite('-A -t 10.0.0.1:80', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 4');
    const console = await openConsole(site, {columns: 160});
    await console.press('j', '+');
    await site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 9');
    await console.press('enter');
    assert.match(console.status(), /changed meanwhile by somebody else \(weight 4 → 9\): nothing was done/);
    assert.equal(await ruleOf(site, '10.1.0.1'), 9);
  });

  test('of a whole service come back with everything in it', async () => {
    const site = await newSite(...web);
    const console = await openConsole(site);
    const before = await site.ipvs.table();
    await console.press('d', 'y');
    assert.equal((await site.ipvs.services()).length, 2);
    await console.press('u');
    const after = await site.ipvs.table();
    const shape = (table: typeof before) =>
      table.entries.map(({service, destinations}) => [service.scheduler, destinations.map(({weight}) => weight)]);
    assert.deepEqual(new Set(shape(after).map(String)), new Set(shape(before).map(String)));
  });

  test('can be typed as ipvsadm commands', async () => {
    const site = await newSite(...web);
    const console = await openConsole(site, {columns: 160});
    await console.press('a');
    await console.press(...'10.1.0.7:8080');
    await console.press('enter');
    assert.match(console.status(), /^ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.7:8080 -m -w/);
    await console.press('enter');
    assert.ok(names(console).some(name => name.includes('10.1.0.7:8080')));
    await console.press('g', 'e', 'ctrl+u');
    await console.enter('-E -t 10.0.0.1:80 -s rr -p 600');
    await console.press('enter');
    const service = (await site.ipvs.services()).find(({timeout}) => timeout === 600);
    assert.equal(service?.scheduler, 'rr');
    await console.press('A', 'end', 'ctrl+u');
    await console.enter('-A -t 10.0.0.1:80 -s rr');
    await console.press('enter');
    assert.match(console.status(), /The kernel refused: Service already exists/);
    await console.press('A', 'end', 'ctrl+u');
    await console.enter('-A -t 10.0.0.1 -s rr');
    assert.match(console.text(), /illegal|invalid|specified/i);
  });

  test('are not bound with --read-only', async () => {
    const site = await newSite(...web);
    const console = await openConsole(site, {isReadOnly: true});
    await console.press('j', 'x', 'd', '+', 'u', 'z', 'e', 'a', 'A', 'R', 'w');
    assert.equal(console.model.overlay, undefined);
    assert.ok(!console.rows().at(-1)?.includes('quiesce'));
    await console.press(':');
    await console.enter('-D -t 10.0.0.1:80');
    assert.match(console.text(), /only reads/);
  });

  test('of others appear among the events, and are not taken for our own', async () => {
    const site = await newSite(...web);
    const console = await openConsole(site, {columns: 120});
    await console.press('j', '+', 'enter');
    await site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.2:8080 -m -w 7', '-D -u 10.0.0.9:53');
    await console.pass(2000);
    await console.press('6');
    const events = console
      .rows()
      .slice(4, -2)
      .filter(row => row !== '')
      .map(row => row.slice(10));
    assert.deepEqual(
      events.map(row => row.slice(0, 6).trim()),
      ['others', 'others', 'you'],
    );
    assert.match(events.join('\n'), /weight 2 → 7[\s\S]*udp\/10.0.0.9:53 was deleted[\s\S]*you/);
  });
});
