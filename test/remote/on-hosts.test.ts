import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {eventually} from '../directors/eventually.js';
import {directorsMissing, TwoDirectors} from './two-directors.js';

const rules = (weight: number, more = '') =>
  `-A -t 10.9.0.1:80 -s wlc\n-a -t 10.9.0.1:80 -r 10.9.1.1 -m -w 3\n-a -t 10.9.0.1:80 -r 10.9.1.2 -m -w ${weight}\n${more}`;
const instance = (priority: number) => ({
  instances: [{name: 'VI_1', version: 3 as const, priority, addresses: ['10.0.0.100']}],
});

describe('commands on two directors', {skip: directorsMissing()}, () => {
  let pair: TwoDirectors;
  const both = ['--host', 'lb1,lb2'] as const;
  const weights = (place: 0 | 1) =>
    pair.directors[place]
      .lvsctl(['-Sn'])
      .split('\n')
      .filter(line => line.startsWith('-a'))
      .map(line => line.split('-w ')[1]);
  const restore = (weight = 5) => {
    for (const director of pair.directors) director.lvsctl(['-R'], `-C\n${rules(weight)}`);
  };
  before(async () => {
    pair = await TwoDirectors.start();
  });
  after(() => pair.remove());

  test('list shows them side by side, and first what differs', async () => {
    pair.directors[0].lvsctl(['-R'], rules(5));
    pair.directors[1].lvsctl(['-R'], rules(0, '-A -u 10.9.0.2:53 -s rr\n'));
    const {status, stdout, stderr} = await pair.run('list', ...both);
    assert.deepEqual([status, stderr], [1, '']);
    assert.deepEqual(stdout.split('\n').slice(2), [
      'differences:',
      '  tcp/10.9.0.1:80 → 10.9.1.2:80: weight 5 on lb1, 0 on lb2',
      '  udp/10.9.0.2:53: not on lb1',
      '',
      'SERVICE          lb1  ACTIVE  INACTIVE  lb2  ACTIVE  INACTIVE',
      'tcp/10.9.0.1:80  wlc       0         0    =       0         0',
      '  10.9.1.1:80      3       0         0    =       0         0',
      '  10.9.1.2:80      5       0         0    0       0         0',
      'udp/10.9.0.2:53    -                     rr       0         0',
      '',
    ]);
  });

  test('and as a document for scripts', async () => {
    const {status, stdout} = await pair.run('list', ...both, '-o', 'json');
    const document = JSON.parse(stdout);
    assert.equal(status, 1);
    assert.equal(document.schema, 'lvsctl.hosts/1');
    assert.deepEqual(
      document.hosts.map(({name, state, exitStatus}: Record<string, unknown>) => [name, state, exitStatus]),
      [
        ['lb1', 'answered', 0],
        ['lb2', 'answered', 0],
      ],
    );
    assert.deepEqual(document.differences[0], {
      of: 'tcp/10.9.0.1:80 → 10.9.1.2:80',
      what: 'weight',
      hosts: {lb1: '5', lb2: '0'},
    });
    assert.equal(document.hosts[1].document.services.length, 2);
  });

  test('what is the same is no difference, and names count once', async () => {
    restore();
    const {status, stdout} = await pair.run('list', '--host', 'lb1,lb2,lb1,local');
    assert.equal(status, 1); // the console has nothing
    assert.match(stdout, /^ {2}tcp\/10\.9\.0\.1:80: not on local$/m);
    assert.equal((await pair.run('list', ...both)).status, 0);
    assert.match((await pair.run('conns', ...both, '--count-by', 'real')).stdout, /^REAL {2}lb1 {2}lb2 {2}TOGETHER$/m);
  });

  test('a drain that one refuses happens nowhere; with --partial it says where', async () => {
    pair.directors[1].lvsctl(['-e', '-t', '10.9.0.1:80', '-r', '10.9.1.2', '-m', '-w', '0']);
    const refused = await pair.run('drain', '10.9.1.1', ...both, '--no-wait', '--reason', 'new kernel');
    assert.equal(refused.status, 4);
    assert.match(refused.stdout, /^lb2: last-server: tcp\/10\.9\.0\.1:80: no server of weight above 0 would be left/m);
    assert.match(refused.stderr, /nothing was done on any of them, because of lb2; --partial does it on the others/);
    assert.deepEqual(
      [weights(0), weights(1)],
      [
        ['3', '5'],
        ['3', '0'],
      ],
    );
    const partly = await pair.run('drain', '10.9.1.1', ...both, '--no-wait', '--partial');
    assert.equal(partly.status, 4);
    assert.match(partly.stdout, /drain: done on lb1\ndrain: NOT on lb2\n$/);
    assert.deepEqual(
      [weights(0), weights(1)],
      [
        ['0', '5'],
        ['3', '0'],
      ],
    );
    const drains = await pair.run('drains', ...both);
    assert.match(drains.stdout, /^ {2}drain of 10\.9\.1\.1: not on lb2$/m);
    await pair.run('undrain', '10.9.1.1', '--host', 'lb1');
  });

  test('a drain happens on both, and is put back on both', async () => {
    restore();
    const drained = await pair.run('drain', '10.9.1.1', ...both, '--reason', 'new disk', '--timeout', '5s');
    assert.deepEqual([drained.status, drained.stderr], [0, '']);
    assert.match(drained.stdout, /^lb2: 10\.9\.1\.1 is drained: no connections are left/m);
    assert.match(drained.stdout, /drain: done on lb1, lb2\n$/);
    assert.deepEqual(
      [weights(0), weights(1)],
      [
        ['0', '5'],
        ['0', '5'],
      ],
    );
    assert.equal((await pair.run('undrain', '10.9.1.1', ...both)).status, 0);
    assert.deepEqual(
      [weights(0), weights(1)],
      [
        ['3', '5'],
        ['3', '5'],
      ],
    );
  });

  test('what the settings forbid is refused for all', async () => {
    pair.configure('directors:\n  lb1: lb1\n  second: {ssh: lb2, write: false}\ngroups:\n  pair: [lb1, second]\n');
    const {status, stdout} = await pair.run('drain', '10.9.1.1', '--host', 'pair', '--no-wait');
    pair.configure('{}\n');
    assert.equal(status, 4);
    assert.match(stdout, /^second: write: false in the settings/m);
    assert.deepEqual(weights(0), ['3', '5']);
  });

  test('where one is down nothing is drained, and lists show the other', async () => {
    pair.directors[1].behaves('no sudo');
    const {status, stdout} = await pair.run('drain', '10.9.1.1', ...both, '--no-wait');
    assert.equal(status, 3);
    assert.match(stdout, /^lb2: down: sudo does not let this user/m);
    assert.deepEqual(weights(0), ['3', '5']);
    const listed = await pair.run('list', ...both);
    assert.equal(listed.status, 3);
    assert.match(listed.stdout, /^lb2: down: sudo .*$/m);
    assert.match(listed.stdout, /^tcp\/10\.9\.0\.1:80 {2}wlc/m);
    pair.directors[1].behaves('right');
  });

  test('one that is frozen from the start keeps nobody waiting for longer than asked', async () => {
    pair.directors[1].behaves('deaf');
    const {status, stdout, took} = await pair.run('list', ...both, '--host-timeout', '2s');
    pair.directors[1].behaves('right');
    assert.equal(status, 3);
    assert.ok(took < 5000, `${took} ms`);
    assert.match(stdout, /^lb2: no answer for 2 s$/m);
    assert.match(stdout, /^tcp\/10\.9\.0\.1:80 {2}wlc/m);
  });

  for (const [what, begin, end] of [
    ['frozen', () => pair.directors[1].freeze(), () => pair.directors[1].thaw()],
    ['cut off', () => pair.directors[1].cut(), () => pair.directors[1].heal()],
  ] as const)
    test(`one that is ${what} while both drain: the other ends, and it is said of which nothing is known`, async () => {
      restore();
      for (const director of pair.directors) director.holdConnections('10.9.0.1:80', '10.9.1.1:80', 3);
      const drain = pair.start('drain', '10.9.1.1', ...both, '--timeout', '6s', '--host-timeout', '3s');
      let text = '';
      drain.stdout.on('data', piece => {
        text += piece;
      });
      const ended = new Promise<number | null>(resolve => drain.once('exit', resolve));
      await eventually(
        () => /lb1: .*left/.test(text) && /lb2: .*left/.test(text),
        () => text,
      );
      begin();
      const status = await ended;
      end();
      assert.equal(status, 3);
      assert.match(text, /drain: on lb1 it is in force, and was not reached in time/);
      assert.match(
        text,
        /drain: on lb2 what came of it is not known \(no answer for 3 s: frozen, or the way to it is cut\)/,
      );
    });

  test('vrrp shows who is master of each, and two masters where both are', async () => {
    const [first, second] = pair.directors;
    await Promise.all([first.host.runs(instance(150)), second.host.runs(instance(100))]);
    await eventually(
      () => first.host.has('10.0.0.100'),
      () => 'nobody is master',
    );
    const hosts = ['--host', 'net1,net2', '--wait', '3s'] as const;
    const {status, stdout} = await pair.run('vrrp', ...hosts);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^INSTANCE +net1 +net2$/m);
    assert.match(stdout, /^VI_1 \(ipv4 51\) +MASTER 150( for .*)? {2,}backup 100( for .*)?$/m);
    pair.network.switches.isolate([1, 2], 0, true);
    await eventually(
      () => second.host.has('10.0.0.100'),
      () => 'it does not become master',
    );
    const split = await pair.run('vrrp', ...hosts);
    pair.network.switches.isolate([1, 2], 0, false);
    assert.equal(split.status, 1);
    assert.match(split.stdout, /^two masters: VI_1 \(ipv4 51\) is master on net1 and net2$/m);
  });

  test('one that is cut off while both are looked at is shown as such', async () => {
    const {stdout, status, took} = await (async () => {
      const before = pair.directors[1].processes;
      const ended = pair.run('vrrp', '--host', 'net1,net2', '--wait', '3s', '--host-timeout', '3s');
      await eventually(
        () => pair.directors[1].processes.some(pid => !before.includes(pid)),
        () => 'it does not begin',
      );
      pair.directors[1].cut();
      return ended;
    })();
    pair.directors[1].heal();
    assert.equal(status, 3);
    assert.ok(took < 15_000, `${took} ms`);
    assert.match(stdout, /^net2: (down: )?no answer for/m);
    assert.match(stdout, /^VI_1 \(ipv4 51\) +MASTER/m);
  });

  test('Ctrl-C ends it on all', async () => {
    restore();
    for (const director of pair.directors) director.holdConnections('10.9.0.1:80', '10.9.1.1:80', 3);
    const list = pair.start('drain', '10.9.1.1', ...both, '--timeout', '60s');
    let text = '';
    list.stdout.on('data', piece => {
      text += piece;
    });
    await eventually(
      () => /lb1: .*left/.test(text) && /lb2: .*left/.test(text),
      () => text,
    );
    const ended = new Promise<number | null>(resolve => list.once('exit', resolve));
    list.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.match(text, /^lb2: .*the drain goes on being in force/m);
    for (const director of pair.directors)
      await eventually(
        () => director.processes.length === 0,
        () => String(director.processes),
      );
  });
});
