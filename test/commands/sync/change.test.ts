import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {errnoNumber} from '../../../src/ipvs/errno.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {Refusal} from '../../../src/ipvs/refusal.js';
import {SyncDirector} from './run-sync.js';

const states = async (director: SyncDirector) => {
  const ipvs = await director.ipvs();
  return (await ipvs.daemons()).map(daemon => `${daemon.state} ${daemon.interface} ${daemon.syncId}`);
};

describe('sync start', () => {
  test('starts both and prints the ipvsadm commands', async () => {
    const director = new SyncDirector();
    const {stdout, code} = await director.run('start both --interface eth0 --syncid 7 --mcast-port 9000');
    assert.deepEqual(stdout.split('\n').slice(0, 2), [
      'ipvsadm --start-daemon master --mcast-interface eth0 --syncid 7 --mcast-port 9000',
      'ipvsadm --start-daemon backup --mcast-interface eth0 --syncid 7 --mcast-port 9000',
    ]);
    assert.equal(code, 0);
    assert.deepEqual(await states(director), ['master eth0 7', 'backup eth0 7']);
  });

  test('with --dry-run prints the same and changes nothing', async () => {
    const director = new SyncDirector();
    const {stdout, code} = await director.run(
      'start master --mcast-interface eth1 --mcast-group 224.0.0.99 --mcast-ttl 3 --maxlen 1200 --dry-run',
    );
    assert.equal(
      stdout,
      'ipvsadm --start-daemon master --mcast-interface eth1 --syncid 0 --sync-maxlen 1200 --mcast-group 224.0.0.99 --mcast-ttl 3\n',
    );
    assert.equal(code, 0);
    assert.deepEqual(await states(director), []);
  });

  test('of what runs as asked says so, and of both starts what is missing', async () => {
    const director = new SyncDirector();
    await director.run('start master --interface eth0');
    const again = await director.run('start master --interface eth0 --mcast-group 224.0.0.81 --mcast-port 8848');
    assert.deepEqual([again.stdout, again.code], ['the master daemon runs already, as asked\n', 0]);
    const {stdout} = await director.run('start both --interface eth0');
    assert.equal(stdout, 'ipvsadm --start-daemon backup --mcast-interface eth0 --syncid 0\n');
  });

  test('of one that runs otherwise refuses, and says how it runs', async () => {
    const director = new SyncDirector();
    await director.run('start backup --interface eth0 --syncid 3');
    const {stderr, code} = await director.run('start both --interface eth0 --syncid 4');
    assert.match(stderr, /a backup daemon runs already.*on eth0, sync id 3.*lvsctl sync stop backup/);
    assert.equal(code, 4);
    assert.deepEqual(await states(director), ['backup eth0 3']);
  });

  test('names an interface that is not there', async () => {
    const {stderr, code} = await new SyncDirector().run('start master --interface eth7');
    assert.match(stderr, /there is no interface eth7.*Nothing was changed/);
    assert.equal(code, 5);
  });

  for (const [line, message] of [
    ['start --interface eth0', /say which daemon/],
    ['start master backup --interface eth0', /say which daemon/],
    ['start master', /--interface/],
    ['start first --interface eth0', /not one of master, backup, both/],
    ['start master --interface eth0 --syncid 256', /'256' is not a sync id \(0 to 255\)/],
    ['start master --interface eth0 --mcast-group 10.0.0.1', /'10.0.0.1' is not a multicast address/],
    ['start master --interface eth0 --mcast-ttl 0', /not a time to live/],
    ['start master --interface eth012345678901234', /not the name of an interface/],
  ] as const) {
    test(`refuses '${line}'`, () => assert.rejects(new SyncDirector().run(line), {name: 'Usage', message}));
  }
});

describe('sync stop', () => {
  test('stops what runs of both', async () => {
    const director = new SyncDirector();
    await director.run('start backup --interface eth0 --syncid 3');
    const {stdout, code} = await director.run('stop both');
    assert.deepEqual([stdout, code], ['ipvsadm --stop-daemon backup --syncid 3\n', 0]);
    assert.deepEqual(await states(director), []);
  });

  test('of nothing that runs says so', async () => {
    const {stdout, code} = await new SyncDirector().run('stop master');
    assert.deepEqual([stdout, code], ['no master daemon runs\n', 0]);
  });
});

describe('sync swap', () => {
  for (const [from, to] of [
    ['master', 'backup'],
    ['backup', 'master'],
  ]) {
    test(`makes the ${from} a ${to}, which is started first`, async () => {
      const director = new SyncDirector();
      await director.run(`start ${from} --interface eth1 --syncid 9 --mcast-ttl 2`);
      const {stdout, code} = await director.run('swap');
      assert.equal(
        stdout,
        `ipvsadm --start-daemon ${to} --mcast-interface eth1 --syncid 9 --mcast-group 224.0.0.81 --mcast-port 8848 --mcast-ttl 2
ipvsadm --stop-daemon ${from} --syncid 9
`,
      );
      assert.equal(code, 0);
      assert.deepEqual(await states(director), [`${to} eth1 9`]);
    });
  }

  test('passes on a length that somebody chose', async () => {
    const director = new SyncDirector();
    await director.run('start master --interface eth1 --maxlen 1100');
    assert.match((await director.run('swap --dry-run')).stdout, /--sync-maxlen 1100/);
  });

  test('of none or both is refused with what to do', async () => {
    const director = new SyncDirector();
    assert.match((await director.run('swap')).stderr, /no daemon runs\. Start one/);
    await director.run('start both --interface eth0');
    const {stderr, code} = await director.run('swap');
    assert.match(stderr, /both daemons run/);
    assert.equal(code, 4);
  });

  const failing = (what: RegExp) => (ipvs: Ipvs) => {
    const apply = ipvs.apply.bind(ipvs);
    ipvs.apply = async changes =>
      what.test(changes.map(({type}) => type).join())
        ? [new Refusal(changes[0]!.type, errnoNumber('ENOMEM'))]
        : apply(changes);
    return ipvs;
  };

  test('whose second half fails is taken back, and says so', async () => {
    const director = new SyncDirector();
    await director.run('start master --interface eth1');
    let refused = 0;
    const {stderr, code} = await director.run('swap', ipvs => {
      const apply = ipvs.apply.bind(ipvs);
      ipvs.apply = async changes =>
        changes[0]?.type === 'stop-daemon' && changes[0].state === 'master' && ++refused
          ? [new Refusal('stop-daemon', errnoNumber('ENOMEM'))]
          : apply(changes);
      return ipvs;
    });
    assert.equal(refused, 1);
    assert.match(
      stderr,
      /ipvsadm --stop-daemon master --syncid 0: Memory allocation problem\. What was done before it was taken back/,
    );
    assert.equal(code, 5);
    assert.deepEqual(await states(director), ['master eth1 0']);
  });

  test('that cannot even be taken back says what is left', async () => {
    const director = new SyncDirector();
    await director.run('start master --interface eth1');
    const {stderr, code} = await director.run('swap', failing(/stop-daemon/));
    assert.match(stderr, /could not be taken back: ipvsadm --stop-daemon backup/);
    assert.equal(code, 6);
  });
});

test('-o json tells the result, the commands and the daemons as they are now', async () => {
  const director = new SyncDirector();
  const {stdout} = await director.run('start master --interface eth0 --syncid 1 -o json');
  assert.deepEqual(JSON.parse(stdout), {
    schema: 'lvsctl.sync/1',
    kernel: {embedded: true},
    result: 'done',
    words: '',
    commands: ['ipvsadm --start-daemon master --mcast-interface eth0 --syncid 1'],
    daemons: [
      {state: 'master', interface: 'eth0', syncId: 1, group: '224.0.0.81', port: 8848, ttl: 1, maximumLength: 1472},
    ],
  });
});
