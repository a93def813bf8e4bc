import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {Changer} from '../../../src/maintenance/journal/changer.js';
import type {Owner, OwnedWay} from '../../../src/maintenance/owner.js';
import {ipv4} from '../../../src/net/address.js';
import {server, siteRules, virtual} from '../../drain/rules.js';
import {Site} from '../../drain/site.js';

let site: Site;
let original: string;
beforeEach(async () => {
  site = new Site();
  await site.apply(...siteRules(4));
  original = await site.state();
});
afterEach(() => site.remove());

const weights = async () => {
  const ipvs = await site.ipvs();
  const {entries} = await ipvs.table();
  ipvs.close();
  return entries.flatMap(({destinations}) =>
    destinations.filter(one => 'value' in one.address && one.address.value === 0x0a01000b).map(one => one.weight),
  );
};

describe('drain', () => {
  test('--dry-run prints the ipvsadm commands, flags first, and changes nothing', async () => {
    const {stdout, code} = await site.run('drain 10.1.0.11 --dry-run');
    assert.equal(code, 0);
    const [headline, ...commands] = stdout.trimEnd().split('\n');
    assert.equal(headline, 'drain 10.1.0.11: 4 real servers in 4 services');
    assert.deepEqual(commands.slice(0, 2).sort(), [
      'ipvsadm -E -t 10.0.0.1:8001 -s sh -b sh-fallback',
      'ipvsadm -E -t 10.0.0.1:8003 -s mh -b mh-fallback',
    ]);
    assert.match(stdout, /^ipvsadm -e -t 10\.0\.0\.1:8000 -r 10\.1\.0\.11:80 -m -w 0$/m);
    assert.equal(await site.state(), original);
    assert.equal((await site.run('drains')).stdout, 'nothing is drained\n');
  });

  test('that nobody waits for is drained once nothing is left, unless its servers are still to be removed', async () => {
    const state = async () => JSON.parse((await site.run('drains -o json')).stdout).drains[0].state;
    await site.run('drain 10.1.0.11 --no-wait');
    assert.equal(await state(), 'drained');
    await site.run('undrain 10.1.0.11');
    await site.run('drain 10.1.0.11 --no-wait --then remove');
    assert.equal(await state(), 'draining');
  });

  test('takes a port, services, a prefix, a name with several addresses', async () => {
    const count = async (line: string, own = {}) =>
      /: (\d+) real/.exec((await site.run(`drain ${line} --dry-run --force`, {own})).stdout)?.[1];
    assert.equal(await count('10.1.0.11:80'), '4');
    assert.equal(await count('10.1.0.11 --service tcp/10.0.0.1:8000,tcp/10.0.0.1:8001'), '2');
    assert.equal(await count('10.1.0.0/24'), '12');
    const addressesOf = async (name: string) => (name === 'web1' ? [ipv4(0x0a01000b), ipv4(0x0a01000c)] : []);
    assert.equal(await count('web1', {addressesOf}), '8');
    assert.equal(await count('web1:80', {addressesOf}), '8');
  });

  for (const [line, message] of [
    ['drain 10.9.9.9', /no real server is 10\.9\.9\.9\. There are: 10\.1\.0\.13, 10\.1\.0\.12, 10\.1\.0\.11/],
    ['drain 10.1.0.11:81', /no real server is 10\.1\.0\.11:81/],
    ['drain web9', /web9 has no address: no such host is known here/],
    ['drain 10.1.0.300', /'10\.1\.0\.300' is not a real server/],
    ['drain -x', /./],
    ['drain 10.1.0.11 --cut templates --no-wait', /--cut sets a sysctl/],
    ['drain 10.1.0.11 --cut connections', /goes with --then remove/],
    ['undrain 10.1.0.11', /10\.1\.0\.11 is not drained by lvsctl\. Nothing is drained/],
    ['maintenance 10.1.0.11', /say on or off/],
    ['maintenance on 10.1.0.11:80', /not a whole machine/],
  ] as const) {
    test(`refuses '${line}' with status 2, and changes nothing`, async () => {
      const ran = site.run(line, {own: {addressesOf: async () => []}});
      if (line === 'drain -x') return assert.rejects(ran);
      const {stderr, code} = await ran;
      assert.match(stderr, message);
      assert.equal(code, 2);
      assert.equal(await site.state(), original);
    });
  }

  test('is refused by a guard with its numbers and status 4, and goes over it with --force', async () => {
    await site.run('drain 10.1.0.12');
    await site.run('drain 10.1.0.13');
    const {stderr, code} = await site.run('drain 10.1.0.11');
    assert.match(stderr, /last-server: tcp\/10\.0\.0\.1:8000: no server of weight above 0 would be left/);
    assert.equal(code, 4);
    assert.equal((await site.run('drain 10.1.0.11 --force')).code, 0);
    for (const target of ['10.1.0.12', '10.1.0.11', '10.1.0.13']) await site.run(`undrain ${target}`);
    assert.equal(await site.state(), original);
  });

  test('where the state folder cannot be written changes nothing, unless --no-journal, which prints what takes it back', async () => {
    writeFileSync(site.environment.XDG_STATE_HOME, 'in the way');
    const {stderr, code} = await site.run('drain 10.1.0.11');
    assert.match(stderr, /cannot be recorded: .*Nothing was changed\. --no-journal does it without a record/);
    assert.equal(code, 4);
    assert.equal(await site.state(), original);
    const forced = await site.run('drain 10.1.0.11 --no-journal');
    assert.equal(forced.code, 0, forced.stderr);
    assert.match(
      forced.stderr,
      /What takes it back:\n(.*\n)*.*ipvsadm -e -t 10\.0\.0\.1:8000 -r 10\.1\.0\.11:80 -m -w 2/,
    );
    assert.deepEqual(await weights(), [0, 0, 0, 0]);
    rmSync(site.environment.XDG_STATE_HOME);
  });

  test('that the kernel refuses halfway is taken back: status 5, and no record', async () => {
    let isFirst = true;
    const failing = (changer: Changer): Changer => ({
      ...changer,
      decide: (...words) => changer.decide(...words),
      make: (ipvs, changes, note) => {
        if (!isFirst) return changer.make(ipvs, changes, note);
        isFirst = false;
        const half = changes.slice(0, 3);
        return changer.make(ipvs, half, note).then(({id}) => ({
          id,
          outcomes: changes.map((_, i) => (i < half.length ? undefined : new Error('no memory'))),
        }));
      },
    });
    const {changer} = await site.surroundings();
    const {stderr, code} = await site.run('drain 10.1.0.11', {own: {changer: failing(changer)}});
    assert.match(stderr, /: no memory; .*all is as it was/);
    assert.equal(code, 5);
    assert.equal(await site.state(), original);
    assert.equal((await site.run('drains')).stdout, 'nothing is drained\n');
  });

  test('that goes on, and is refused halfway, leaves what it had quiesced before, and that alone', async () => {
    await site.run('drain 10.1.0.11 --service tcp/10.0.0.1:8000');
    const added = {type: 'add-server', id: virtual(0), destination: server(0, {port: 81, weight: 6})} as const;
    await site.apply(added);
    const between = await site.state();
    const {changer} = await site.surroundings();
    let isFirst = true;
    const failing: Changer = {
      decide: (...words) => changer.decide(...words),
      async make(ipvs, changes, note) {
        const made = await changer.make(ipvs, changes, note);
        if (!isFirst) return made;
        isFirst = false;
        return {...made, outcomes: changes.map(() => new Error('no memory'))};
      },
    };
    assert.equal((await site.run('drain 10.1.0.11 --service tcp/10.0.0.1:8000', {own: {changer: failing}})).code, 5);
    assert.equal(await site.state(), between);
    await site.run('undrain 10.1.0.11');
    await site.apply({type: 'delete-server', id: virtual(0), destination: added.destination});
    assert.equal(await site.state(), original);
  });

  test('-o json prints a document a line: the plan, the progress, the result', async () => {
    const {stdout} = await site.run('drain 10.1.0.11 --service tcp/10.0.0.1:8000 -o json');
    const lines = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(
      lines.map(({schema, event}) => [schema, event]),
      [
        ['lvsctl.drain/1', 'planned'],
        ['lvsctl.drain/1', 'empty'],
        ['lvsctl.drain/1', 'progress'],
        ['lvsctl.drain/1', 'result'],
      ],
    );
    assert.deepEqual(lines[0].realServers, [
      {
        service: 'tcp/10.0.0.1:8000',
        address: '10.1.0.11',
        port: 80,
        forwarding: 'masquerading',
        weight: 2,
        owner: null,
      },
    ]);
    assert.deepEqual([lines[3].result, lines[3].exitStatus], ['drained', 0]);
  });

  test('--then remove deletes the servers, and undrain adds them as they were', async () => {
    const {stdout, code} = await site.run('drain 10.1.0.11 --then remove');
    assert.match(stdout, /10\.1\.0\.11 is drained and removed/);
    assert.equal(code, 0);
    assert.deepEqual(await weights(), []);
    assert.match((await site.run('drain 10.1.0.11')).stdout, /is drained and removed already/);
    assert.equal((await site.run('undrain 10.1.0.11')).code, 0);
    assert.equal(await site.state(), original);
  });

  test('of a host that somebody has deleted meanwhile says so, and so does its undrain', async () => {
    await site.run('drain 10.1.0.11 --service tcp/10.0.0.1:8000');
    await site.apply({type: 'delete-server', id: virtual(0), destination: server(0)});
    const again = await site.run('drain 10.1.0.11 --service tcp/10.0.0.1:8000');
    assert.match(again.stderr, /is drained, and somebody has deleted it since/);
    assert.equal(again.code, 2);
    const ended = await site.run('undrain 10.1.0.11');
    assert.match(ended.stdout, /10\.1\.0\.11:80 of tcp\/10\.0\.0\.1:8000 is no longer there: somebody deleted it/);
    assert.equal(ended.code, 1);
    assert.equal((await site.run('drains')).stdout, 'nothing is drained\n');
  });
});

test('owners that keep their servers quiesced themselves are told once each, and told of the end', async () => {
  const calls: string[] = [];
  const way: OwnedWay = {type: 'file', path: '/etc/keepalived/web1', value: '-2147483647', undo: '0'};
  const owner: Owner = {
    name: 'keepalived',
    look: async () => {},
    ownershipOf: () => ({
      owner: 'keepalived',
      configuredWeight: 2,
      isFallback: false,
      way,
      warnings: ['the quorum is lost'],
    }),
    quiesce: async (given, {user, reason}) =>
      void calls.push(`quiesce ${'path' in given && given.path} ${user} ${reason}`),
    restore: async given => void calls.push(`restore ${'path' in given && given.path}`),
  };
  const own = {owners: [owner]};
  const {stdout} = await site.run('drain 10.1.0.11 --reason disk', {own});
  assert.match(stdout, /note: the quorum is lost/);
  await site.run('undrain 10.1.0.11', {own});
  assert.deepEqual(calls, ['quiesce /etc/keepalived/web1 alice disk', 'restore /etc/keepalived/web1']);
});
